#pragma once
// One content of the inspector: what it shows depends on the kind of the selection.

#include <QSize>
#include <QWidget>

namespace topomq::ui {

/// Thread: the window's.
class InspectorPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The document changed, but not so that rows come or go: re-read the values in place.
    virtual void sync() = 0;
    /// New figures of the run, or the run's state changed.
    virtual void refresh() = 0;

    /// Broken lines are reckoned at their narrowest there, which would leave a page of nothing to
    /// scroll to below the last row. Whoever shows a page asks for its height at its width.
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {QWidget::minimumSizeHint().width(), 0};
    }
};

} // namespace topomq::ui
