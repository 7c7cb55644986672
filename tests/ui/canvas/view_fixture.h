#pragma once
// A shown canvas at 100 % with helpers that act like a person: press, drag, type.

#include "tests/ui/canvas/demo_topology.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui::test {

class CanvasFixture : public testing::Test
{
protected:
    void SetUp() override
    {
        view.resize(1280, 720);
        view.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
        view.activateWindow();
        view.setFocus();
    }

    void open(model::Topology topology)
    {
        document.reset(std::move(topology), {});
        view.zoomReset();
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        grab(from, to, modifiers);
        QTest::mouseRelease(&view, Qt::LeftButton, modifiers, to);
    }

    /// Presses and moves, without letting go.
    void grab(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&view, Qt::LeftButton, modifiers, from);
        moveTo(from + (to - from) / 3, modifiers);
        moveTo(from + (to - from) / 2, modifiers);
        moveTo(to, modifiers);
    }

    /// QTest::mouseMove holds no button, which a drag needs.
    void moveTo(QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent event(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                          modifiers);
        QApplication::sendEvent(&view, &event);
    }

    [[nodiscard]] model::Point placeOf(const char* id) const
    {
        return document.topology().find(model::NodeId(id))->position.value_or(model::Point{});
    }

    [[nodiscard]] static model::SocketRef ref(const char* nodeId, const char* socketId)
    {
        return {model::NodeId(nodeId), model::SocketId(socketId)};
    }

    Theme theme;
    TopologyDocument document;
    CanvasView view{document, nullptr, theme};
};

} // namespace topomq::ui::test
