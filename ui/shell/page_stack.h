#pragma once
// One page per open file, of which the one in front is seen.

#include <QStackedWidget>

namespace topomq::ui {

/// Thread: the window's.
class PageStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PageStack(QWidget* parent);

    /// Whatever page it stands on, people can come to it: no page behind another holds it.
    [[nodiscard]] static bool isInFront(const QObject& object);
};

} // namespace topomq::ui
