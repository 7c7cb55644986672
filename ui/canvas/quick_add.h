#pragma once
// A small list of roles at a place of the canvas: type to filter, Enter to choose.

#include "engine/model/topology.h"

#include <QFrame>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace topomq::ui {

class Theme;

/// Thread: the window's. A child of the canvas; hides itself when it is done or loses the focus.
/// The canvas has the focus then, unless people have gone on to another field.
class QuickAdd : public QFrame
{
    Q_OBJECT

public:
    QuickAdd(Theme& theme, QWidget* parent);

    /// Offers `roles` with the corner near `place`, inside of the parent.
    void offer(const std::vector<model::Role>& roles, QPoint place);
    [[nodiscard]] QStringList shownRoles() const;

Q_SIGNALS:
    void chosen(topomq::model::Role role);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose();
    void dismiss();
    void restyle();
    bool handleKey(int key);

    Theme& m_theme;
    QLineEdit* m_input;
    QListWidget* m_list;
    QLabel* m_nothing; ///< in place of the list when no role fits
};

} // namespace topomq::ui
