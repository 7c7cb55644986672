#pragma once
// The line of a search in the graph, with the count of hits and the help for its words.

#include "ui/widgets/search_field.h"

class QFrame;
class QLabel;

namespace topomq::ui {

class FindController;

/// Enter selects the present hit, Ctrl+Enter all; Escape ends the search. Thread: the window's.
class FindField : public SearchField
{
    Q_OBJECT

public:
    /// Follows a search before anybody types.
    FindField(const Theme& theme, QWidget* parent);

    /// Shows this search from now on, with its words.
    void follow(FindController& finder);

    /// "2 of 5"; empty without a search.
    [[nodiscard]] QString countText() const;
    /// What is shown below the field now; empty: nothing is.
    [[nodiscard]] QString helpText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void refresh();
    void setHelp(const QString& text);
    void placeHelp();
    void placeCount();

    FindController* m_finder = nullptr;
    const Theme& m_theme;
    QAction m_help;
    QLabel* m_count = nullptr;
    /// Made when it is first needed: a child of the window, so that it may stand outside of the
    /// toolbar.
    QLabel* m_helpLabel = nullptr;
};

} // namespace topomq::ui
