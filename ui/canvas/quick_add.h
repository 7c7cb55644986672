#pragma once
// A small list of roles at a place of the canvas: type to filter, Enter to choose.

#include "ui/document/role_kind.h"

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

    /// Offers `kinds` with the corner near `place`, inside of the parent. Those with a type show
    /// only when it is typed.
    void offer(const std::vector<RoleKind>& kinds, QPoint place);
    /// Their words, as a drag carries them.
    [[nodiscard]] QStringList shownRoles() const;

Q_SIGNALS:
    void chosen(const topomq::ui::RoleKind& kind);

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
