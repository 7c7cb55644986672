#pragma once
// A small form at the selected nodes: how many of them there shall be.

#include "ui/widgets/floating_form.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace topomq::ui {

/// Thread: the window's. A child of the canvas.
class MultiplyForm : public FloatingForm
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

protected:
    void accept() override;

private:
    void say(int times);

    QSpinBox* m_count;
    QLabel* m_says;
    QPushButton* m_make;
    std::size_t m_nodes = 1;
};

} // namespace topomq::ui
