#pragma once
// What all cards to pick from have in common: pointer, focus and keys.

#include <QWidget>

namespace topomq::ui {

/// Paints itself anew when it is pointed at or left. Thread: the window's.
class CardButton : public QWidget
{
    Q_OBJECT

public:
    explicit CardButton(QWidget* parent = nullptr);

Q_SIGNALS:
    /// Enter or Space; what the mouse does for it is the card's own matter.
    void activated();
    /// The arrow keys: so many cards to the right (left: -1), so many lines down (up: -1).
    void stepped(int cards);
    void steppedLine(int lines);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace topomq::ui
