#pragma once
// A small form at the selected nodes: how many of them there shall be.

#include <QFrame>

class QLabel;
class QPushButton;
class QSpinBox;

namespace topomq::ui {

class Theme;

/// Thread: the window's. A child of the canvas; goes away with Escape or when people go on
/// elsewhere.
class MultiplyForm : public QFrame
{
    Q_OBJECT

public:
    MultiplyForm(Theme& theme, QWidget* parent);

    /// Shows the form for `nodes` nodes, near `place` and inside of the parent.
    void ask(std::size_t nodes, QPoint place);

    [[nodiscard]] QSpinBox* countField() const { return m_count; }

Q_SIGNALS:
    /// For the preview; also when the form appears.
    void countChanged(int times);
    void accepted(int times);
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void accept();
    void dismiss();
    void say(int times);
    void restyle();

    Theme& m_theme;
    QSpinBox* m_count;
    QLabel* m_says;
    QPushButton* m_make;
    std::size_t m_nodes = 1;
};

} // namespace topomq::ui
