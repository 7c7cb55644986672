// Copies of sub-topologies, and of those who name what is inside of them.

#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "tests/ui/canvas/view_fixture.h"

#include <algorithm>

namespace topomq::ui::test {
namespace {

/// A hub sends to two peers inside of an instance, and lets in one of them and a peer beside it.
constexpr const char* kHub = R"({ "topomq": 1, "nodes": [
    { "id": "stage", "role": "subtopology", "definition": "Stage", "position": [0, 0] },
    { "id": "near", "role": "peer", "position": [0, 300], "sockets": [
      { "id": "x", "type": "DEALER", "security": { "mechanism": "CURVE" } } ] },
    { "id": "hub", "role": "peer", "position": [300, 0],
      "settings": { "to": ["stage/w1", "stage/w2", "near"] }, "sockets": [
      { "id": "x", "type": "ROUTER", "bind": ["tcp://127.0.0.1:*"], "security": {
        "mechanism": "CURVE", "server": true,
        "allow": ["stage/w1.x", "stage.q", "near.x"] } } ] } ],
  "links": [ { "id": "a", "connect": "stage.p", "bind": "hub.x" },
             { "id": "b", "connect": "stage.q", "bind": "hub.x" },
             { "id": "c", "connect": "near.x", "bind": "hub.x" } ],
  "definitions": [ { "id": "Stage", "nodes": [
      { "id": "w1", "role": "peer", "position": [0, 0], "sockets": [
        { "id": "x", "type": "DEALER", "security": { "mechanism": "CURVE" } } ] },
      { "id": "w2", "role": "peer", "position": [0, 200], "sockets": [
        { "id": "x", "type": "DEALER", "security": { "mechanism": "CURVE" } } ] } ],
    "links": [],
    "ports": [ { "id": "p", "socket": "w1.x" }, { "id": "q", "socket": "w2.x" } ] } ] })";

class SubtopologyCopies : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(io::readTopology(kHub).topology);
        before = document.root();
        ASSERT_FALSE(namesNobody());
    }

    void key(Qt::Key which, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(&view, which, held);
    }

    [[nodiscard]] const model::Node& node(const char* id) const
    {
        return *document.root().find(model::NodeId(id));
    }

    [[nodiscard]] bool namesNobody() const
    {
        const auto findings = rules::check(document.root());
        return std::any_of(findings.begin(), findings.end(), [](const auto& each) {
            return each.code == "unknown-receiver" || each.code == "unknown-allowed";
        });
    }

    void expectTheSecondHubToNameTheCopies() const
    {
        ASSERT_NE(document.root().find(model::NodeId("hub2")), nullptr);
        EXPECT_EQ(*node("hub2").settings.find("to"),
                  model::Value(model::Array{"stage2/w1", "stage2/w2", "near2"}));
        EXPECT_EQ(node("hub2").sockets.at(0).security.allow,
                  (std::vector<std::string>{"stage2/w1.x", "stage2.q", "near2.x"}));
        EXPECT_EQ(node("hub"), *before.find(model::NodeId("hub")));
        EXPECT_FALSE(namesNobody());
    }

    model::Topology before;
};

TEST_F(SubtopologyCopies, AreNamedByTheCopiesOfThoseWhoNameThem)
{
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_D, Qt::ControlModifier);
    expectTheSecondHubToNameTheCopies();
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
}

TEST_F(SubtopologyCopies, AreNamedSoToWhereTheLinksAreCopiedAlong)
{
    key(Qt::Key_A, Qt::ControlModifier);
    key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    expectTheSecondHubToNameTheCopies();
}

TEST_F(SubtopologyCopies, AreNotNamedByWhoIsCopiedAlone)
{
    document.selection()->selectNode(model::NodeId("hub"));
    key(Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(*node("hub2").settings.find("to"), *node("hub").settings.find("to"));
    EXPECT_EQ(node("hub2").sockets.at(0).security.allow, node("hub").sockets.at(0).security.allow);
}

TEST_F(SubtopologyCopies, AreNotPastedIntoTheirOwnInside)
{
    document.selection()->selectNode(model::NodeId("stage"));
    key(Qt::Key_C, Qt::ControlModifier);
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    const int steps = document.undoStack()->count();
    const QSignalSpy refused(&view, &CanvasView::pasteRefused);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.root(), before);
    EXPECT_EQ(document.undoStack()->count(), steps);
    ASSERT_EQ(refused.size(), 1);
    EXPECT_EQ(refused.at(0).at(0).toString(),
              QStringLiteral("Stage cannot stand inside of itself."));
    key(Qt::Key_Backspace);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(document.root().nodes.size(), before.nodes.size() + 1);
    EXPECT_EQ(document.root().definitions.size(), 1U);
}

} // namespace
} // namespace topomq::ui::test
