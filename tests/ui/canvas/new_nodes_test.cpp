// What else happens on the canvas when a node is added: to places that nobody has chosen, and to
// groups.

#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/inside_bar.h"
#include "ui/canvas/quick_add.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>

#include <algorithm>

namespace topomq::ui::test {
namespace {

using model::NodeId;

class NewNodes : public CanvasFixture
{
protected:
    /// With a worker that is linked to nothing, and a definition.
    static model::Topology drawing()
    {
        model::Topology topology = pipeline();
        topology.nodes.push_back(
            node("spare", "Spare", model::Role::Worker, -560, 420,
                 {socket("in", model::SocketType::Pull), socket("out", model::SocketType::Push)}));
        topology.definitions.push_back({.id = model::DefinitionId("Stage"),
                                        .nodes = {node("inner", "Inner", model::Role::Sink, 0, 0,
                                                       {socket("in", model::SocketType::Pull)})}});
        return topology;
    }

    void chooseRole(const char* words)
    {
        auto* input = view.quickAddPopup()->findChild<QLineEdit*>();
        ASSERT_TRUE(view.quickAddPopup()->isVisible());
        QTest::keyClicks(input, QString::fromUtf8(words));
        QTest::keyClick(input, Qt::Key_Return);
    }

    void dropRole(const char* role, QPoint place)
    {
        QMimeData mime;
        mime.setData(QString::fromLatin1(kRoleMime), QByteArray(role));
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &enter);
        QDropEvent event(place, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&view, &event);
    }

    /// Clear of all cards and lines, in coordinates of the view.
    [[nodiscard]] QPoint emptyPlace()
    {
        constexpr int kStep = 20;
        constexpr double kClear = 60;
        const auto& nodes = view.scene().geometry().nodes();
        for (int y = kStep; y < view.height(); y += kStep) {
            for (int x = kStep; x < view.width(); x += kStep) {
                const QPointF place = view.sceneAt(QPointF(x, y));
                const bool isClear =
                    std::none_of(nodes.begin(), nodes.end(), [place](const NodeBox& box) {
                        return box.rect.adjusted(-kClear, -kClear, kClear, kClear).contains(place);
                    });
                const Hit hit = hitAt(view.scene(), place, view.zoom());
                if (isClear && std::holds_alternative<std::monostate>(hit))
                    return {x, y};
            }
        }
        ADD_FAILURE() << "no place is empty";
        return {};
    }

    [[nodiscard]] const NodeId& added() const { return document.topology().nodes.back().id; }
};

TEST_F(NewNodes, OfOneSubtopologyAreCountedInTheBarAboveTheirInside)
{
    open(drawing());
    const model::DefinitionId stage("Stage");
    const auto words = [&] {
        view.addInstance(stage, model::Point{0, -600});
        EXPECT_TRUE(document.openInside({added()}));
        const QString text =
            view.insideBar()->findChild<QLabel*>(QStringLiteral("insideBarNote"))->text();
        EXPECT_TRUE(document.leaveInside());
        return text;
    };
    EXPECT_EQ(words(), QString());
    EXPECT_EQ(words(), QStringLiteral("· edits change both uses of Stage"));
    EXPECT_EQ(words(), QStringLiteral("· edits change all 3 uses of Stage"));
}

/// Of a file that says of no node where it stands.
class NewNodesBesideLooseOnes : public NewNodes
{
protected:
    void SetUp() override
    {
        NewNodes::SetUp();
        model::Topology topology = drawing();
        for (model::Node& each : topology.nodes)
            each.position.reset();
        open(topology);
        view.zoomFit();
        m_before = seen();
    }

    [[nodiscard]] Placement seen()
    {
        Placement places;
        for (const NodeBox& box : view.scene().geometry().nodes())
            places.emplace(box.id, box.rect.center());
        return places;
    }

    /// Now, and when the file is opened the next time.
    void expectAllStandWhereTheyStood(const std::set<NodeId>& moved = {})
    {
        ASSERT_EQ(document.undoStack()->count(), 1);
        expectStandAsBefore(moved);
        open(model::Topology(document.root()));
        expectStandAsBefore(moved);
    }

private:
    void expectStandAsBefore(const std::set<NodeId>& moved)
    {
        const Placement now = seen();
        for (const auto& [id, place] : m_before) {
            if (moved.contains(id))
                continue;
            ASSERT_TRUE(now.contains(id)) << id.text();
            EXPECT_EQ(now.at(id), place) << id.text();
        }
    }

    Placement m_before;
};

TEST_F(NewNodesBesideLooseOnes, OfARoleMoveNothingElse)
{
    QTest::mouseDClick(&view, Qt::LeftButton, {}, emptyPlace());
    chooseRole("sink");
    ASSERT_TRUE(document.topology().nodes.back().position.has_value());
    expectAllStandWhereTheyStood();
}

TEST_F(NewNodesBesideLooseOnes, AtTheEndOfAPulledLinkMoveNothingElse)
{
    drag(view.portPosition(ref("vent", "out")), emptyPlace());
    chooseRole("sink");
    EXPECT_EQ(document.topology().links.size(), 7U);
    expectAllStandWhereTheyStood();
}

TEST_F(NewNodesBesideLooseOnes, DroppedIntoALinkMoveNothingElse)
{
    dropRole("worker", view.linkMiddle(model::LinkId("a1")));
    EXPECT_EQ(document.topology().find(model::LinkId("a1")), nullptr);
    expectAllStandWhereTheyStood();
}

TEST_F(NewNodesBesideLooseOnes, DraggedIntoALinkMoveNothingElse)
{
    drag(view.nodeCenter(NodeId("spare")), view.linkMiddle(model::LinkId("a1")));
    ASSERT_EQ(document.topology().find(model::LinkId("a1")), nullptr);
    expectAllStandWhereTheyStood({NodeId("spare")});
}

TEST_F(NewNodesBesideLooseOnes, FromTheClipboardMoveNothingElse)
{
    QGuiApplication::clipboard()->setText(
        QStringLiteral(R"({ "id": "pasted", "role": "sink", "position": [0, 0],
                            "sockets": [ { "id": "in", "type": "PULL" } ] })"));
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(added(), NodeId("pasted"));
    expectAllStandWhereTheyStood();
}

TEST_F(NewNodesBesideLooseOnes, OfASubtopologyMoveNothingElse)
{
    view.addInstance(model::DefinitionId("Stage"), model::Point{0, -600});
    expectAllStandWhereTheyStood();
}

/// Where a frame stands around the workers in the middle.
class NewNodesInAFrame : public NewNodes
{
protected:
    void SetUp() override
    {
        NewNodes::SetUp();
        model::Topology topology = drawing();
        topology.nodes[1].position = model::Point{0, -400};
        topology.nodes[3].position = model::Point{0, 400};
        topology.groups = {{.id = model::GroupId("g"),
                            .title = "Workers",
                            .members = {NodeId("w1"), NodeId("w3")}}};
        open(topology);
        view.zoomFit();
    }

    [[nodiscard]] bool joined(const NodeId& node) const
    {
        const model::Group* group = document.topology().groupOf(node);
        return group != nullptr && group->id == model::GroupId("g");
    }
};

TEST_F(NewNodesInAFrame, AtTheEndOfAPulledLinkJoinTheGroup)
{
    // Where the card comes to stand, beside the end of the link.
    drag(view.portPosition(ref("vent", "out")), view.scenePosition({-60, 200}));
    chooseRole("sink");
    EXPECT_EQ(document.topology().links.size(), 7U);
    EXPECT_TRUE(joined(added()));
    EXPECT_EQ(document.undoStack()->count(), 1);
}

TEST_F(NewNodesInAFrame, DroppedIntoALinkJoinTheGroup)
{
    document.push(QStringLiteral("bend"),
                  model::BendLinks{{{model::LinkId("a2"), {model::Point{0, -150}}}}});
    const LinkCurve* curve = view.scene().geometry().link(model::LinkId("a2"));
    dropRole("worker", view.scenePosition(curve->bends.front()));
    ASSERT_EQ(document.topology().find(model::LinkId("a2")), nullptr);
    EXPECT_TRUE(joined(added()));
}

TEST_F(NewNodesInAFrame, DraggedIntoALinkJoinTheGroup)
{
    document.push(QStringLiteral("bend"),
                  model::BendLinks{{{model::LinkId("a2"), {model::Point{0, -150}}}}});
    const LinkCurve* curve = view.scene().geometry().link(model::LinkId("a2"));
    drag(view.nodeCenter(NodeId("spare")), view.scenePosition(curve->bends.front()));
    ASSERT_EQ(document.topology().find(model::LinkId("a2")), nullptr);
    EXPECT_TRUE(joined(NodeId("spare")));
    document.undoStack()->undo();
    EXPECT_FALSE(joined(NodeId("spare")));
}

TEST_F(NewNodesInAFrame, OfASubtopologyJoinTheGroup)
{
    view.addInstance(model::DefinitionId("Stage"), model::Point{0, 200});
    EXPECT_TRUE(joined(added()));
}

} // namespace
} // namespace topomq::ui::test
