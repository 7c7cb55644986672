#pragma once
// A snippet of the user in the palette: drawn small, renamed in its place, deleted.

#include "ui/palette/sketch_card.h"

class QLineEdit;

namespace topomq::ui {

struct Snippet;

/// Its menu, F2 and Delete say what is wanted; who has the snippets does it. Thread: the window's.
class SnippetCard : public SketchCard
{
    Q_OBJECT

public:
    SnippetCard(const Theme& theme, const Snippet& snippet, QWidget* parent = nullptr);

    void showSnippet(const Snippet& snippet);
    void beginRename();

    /// Null while nothing is renamed.
    [[nodiscard]] QLineEdit* nameField() const { return m_field; }

Q_SIGNALS:
    void renameWanted(const QString& name);
    void deleteWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void endRename();

    QLineEdit* m_field = nullptr;
};

} // namespace topomq::ui
