// Marks are told apart by their shape alone: not everyone sees their colours.

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/port_label.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace topomq::ui::test {
namespace {

using metrics::NodeState;

/// All of one colour.
Colors colourless()
{
    Colors colors = colorsOf(false);
    for (QColor* each : {&colors.green, &colors.warn, &colors.bad, &colors.accent, &colors.calm})
        *each = colors.text;
    return colors;
}

QImage drawn(const std::function<void(QPainter&, const Colors&, QPointF)>& paint)
{
    QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, colourless(), {10, 10});
    return image;
}

/// How many of the 400 dots are clearly darker in one of them.
int differingDots(const QImage& one, const QImage& other)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            count += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) > 96 ? 1 : 0;
    }
    return count;
}

TEST(Marks, OfBusyAndDeadlockedNodesDifferInShapeFromAllStates)
{
    const QImage busy = drawn(paintBusyMark);
    const QImage deadlock = drawn(paintDeadlockMark);
    constexpr int kClearly = 20;
    EXPECT_GT(differingDots(busy, deadlock), kClearly);
    for (const NodeState state :
         {NodeState::Running, NodeState::Starting, NodeState::Waiting, NodeState::Blocked,
          NodeState::Paused, NodeState::Frozen, NodeState::Stopped, NodeState::Failed})
    {
        const QImage mark = drawn([state](QPainter& painter, const Colors& colors, QPointF at) {
            paintStateMark(painter, colors, state, at);
        });
        EXPECT_GT(differingDots(busy, mark), kClearly) << static_cast<int>(state);
        EXPECT_GT(differingDots(deadlock, mark), kClearly) << static_cast<int>(state);
    }
}

TEST(PortLabels, GrowAwayFromTheirPortWithTheType)
{
    PortSpot port;
    port.position = {100, 100};
    port.side = Side::Left;
    const QRectF usual = portLabelRect(port, 40, 1);
    const QRectF large = portLabelRect(port, 56, 1.4);
    EXPECT_EQ(usual.right(), large.right());
    EXPECT_GT(large.height(), usual.height());
    EXPECT_EQ(port.labelIsBelow() ? usual.top() : usual.bottom(),
              port.labelIsBelow() ? large.top() : large.bottom());
}

} // namespace
} // namespace topomq::ui::test
