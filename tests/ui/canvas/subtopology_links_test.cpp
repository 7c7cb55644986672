// What is done inside of a sub-topology, and the links outside that end there.

#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "tests/ui/canvas/view_fixture.h"
#include "ui/canvas/in_place_text.h"

namespace topomq::ui::test {
namespace {

/// A broker and a client of it as a sub-topology, and two clients outside, one on each address.
constexpr const char* kBroker = R"({ "topomq": 1, "nodes": [
    { "id": "stage", "role": "subtopology", "definition": "Stage", "position": [0, 0] },
    { "id": "c0", "role": "client", "position": [-280, 0],
      "sockets": [ { "id": "out", "type": "REQ" } ] },
    { "id": "c1", "role": "client", "position": [-280, 200],
      "sockets": [ { "id": "out", "type": "REQ" } ] } ],
  "links": [
    { "id": "a", "connect": "c0.out", "bind": "stage.frontend", "endpoint": 0 },
    { "id": "b", "connect": "c1.out", "bind": "stage.frontend", "endpoint": 1 } ],
  "definitions": [ { "id": "Stage", "nodes": [
      { "id": "broker", "role": "proxy", "position": [0, 0], "sockets": [
        { "id": "frontend", "type": "ROUTER", "bind": ["tcp://127.0.0.1:*", "ipc://*"] },
        { "id": "backend", "type": "DEALER", "bind": ["inproc://*"] } ] },
      { "id": "w", "role": "client", "position": [-280, 0],
        "sockets": [ { "id": "out", "type": "REQ" } ] },
      { "id": "s", "role": "server", "position": [280, 0],
        "sockets": [ { "id": "in", "type": "REP" } ] } ],
    "links": [ { "id": "l", "connect": "w.out", "bind": "broker.frontend", "endpoint": 0 },
               { "id": "m", "connect": "s.in", "bind": "broker.backend" } ],
    "ports": [ { "id": "frontend", "socket": "broker.frontend" } ] } ] })";

class SubtopologyLinks : public CanvasFixture
{
protected:
    void SetUp() override
    {
        CanvasFixture::SetUp();
        open(io::readTopology(kBroker).topology);
        ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
        before = document.root();
        ASSERT_FALSE(rules::hasErrors(rules::check(before)));
    }

    void key(Qt::Key which, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(&view, which, held);
    }

    model::Topology before;
};

TEST_F(SubtopologyLinks, KeepTheirAddressWhenALinkInsideIsFlipped)
{
    document.selection()->selectLink(model::LinkId("l"));
    key(Qt::Key_F);
    EXPECT_EQ(document.topology().find(model::LinkId("l"))->bind, ref("w", "out"));
    EXPECT_EQ(document.topology().find(ref("broker", "frontend"))->bind.size(), 2U);
    EXPECT_EQ(document.root().links, before.links);
    EXPECT_FALSE(rules::hasErrors(rules::check(document.root())));
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
}

TEST_F(SubtopologyLinks, FollowTheirAddressWhenAnotherGoesWithAFlip)
{
    document.leaveInside();
    document.selection()->selectLink(model::LinkId("a"));
    key(Qt::Key_Delete);
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    const model::Topology onOne = document.root();
    const int steps = document.undoStack()->count();
    document.selection()->selectLink(model::LinkId("l"));
    key(Qt::Key_F);
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    EXPECT_EQ(document.topology().find(ref("broker", "frontend"))->bind,
              std::vector<std::string>{"ipc://*"});
    EXPECT_EQ(document.root().find(model::LinkId("b"))->endpoint, 0U);
    EXPECT_TRUE(document.selection()->links().contains(model::LinkId("l")));
    EXPECT_FALSE(rules::hasErrors(rules::check(document.root())));
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), onOne);
    document.undoStack()->redo();
    EXPECT_EQ(document.root().find(model::LinkId("b"))->endpoint, 0U);
}

TEST_F(SubtopologyLinks, ThatGoWithAnAddressAreToldOf)
{
    document.pushEndpoints(
        QStringLiteral("Remove address"),
        model::removeEndpoint(document.shownPart(), ref("broker", "frontend"), 0));
    EXPECT_EQ(document.root().links.size(), 1U);
    EXPECT_TRUE(view.noticeText().startsWith(QStringLiteral("Links outside that went with it: 1")));
}

TEST_F(SubtopologyLinks, GoWithAPortThatIsNoLongerOffered)
{
    document.selection()->selectNode(model::NodeId("broker"));
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    const model::Topology offered = document.root();
    ASSERT_EQ(offered.definitions.at(0).ports.size(), 2U);
    EXPECT_TRUE(view.noticeText().isEmpty());
    const int steps = document.undoStack()->count();
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    EXPECT_TRUE(document.root().definitions.at(0).ports.empty());
    EXPECT_TRUE(document.root().links.empty());
    EXPECT_TRUE(document.root().find(model::NodeId("stage"))->sockets.empty());
    EXPECT_TRUE(view.noticeText().contains(QStringLiteral("links to them outside: 2")));
    ASSERT_FALSE(said.isEmpty());
    EXPECT_EQ(said.last().at(0).toString(), view.noticeText());
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), offered);
    EXPECT_EQ(document.path().size(), 1U);
}

TEST_F(SubtopologyLinks, ThatAreNotThereAreNotToldOfWhenAPortGoes)
{
    document.leaveInside();
    document.selection()->set({}, {model::LinkId("a"), model::LinkId("b")});
    key(Qt::Key_Delete);
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    document.selection()->selectNode(model::NodeId("broker"));
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    const QSignalSpy said(&view, &CanvasView::statusMessage);
    key(Qt::Key_I, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_TRUE(document.root().definitions.at(0).ports.empty());
    EXPECT_TRUE(view.noticeText().isEmpty());
    ASSERT_FALSE(said.isEmpty());
    EXPECT_EQ(said.last().at(0).toString(), QStringLiteral("Ports removed: 2"));
}

/// A server that lets in one client alone.
constexpr const char* kGuarded = R"({ "topomq": 1, "nodes": [
    { "id": "s", "role": "source", "position": [0, 0], "sockets": [ { "id": "out", "type": "PUSH",
      "bind": ["tcp://127.0.0.1:*"],
      "security": { "mechanism": "CURVE", "server": true, "allow": ["k.in"] } } ] },
    { "id": "k", "role": "sink", "position": [280, 0], "sockets": [ { "id": "in", "type": "PULL",
      "security": { "mechanism": "CURVE" } } ] } ],
  "links": [ { "id": "l", "connect": "k.in", "bind": "s.out" } ] })";

class NamesInside : public CanvasFixture
{
protected:
    void collapse(const char* id)
    {
        document.selection()->set({model::NodeId(id)}, {});
        QTest::keyClick(&view, Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        QTest::keyClick(view.findChild<InPlaceText*>(), Qt::Key_Escape);
        view.setFocus();
    }

    [[nodiscard]] std::string allowed() const
    {
        return document.root().definitions.at(0).nodes.at(0).sockets.at(0).security.allow.at(0);
    }
};

TEST_F(NamesInside, FollowWhoIsCollapsedAndExpandedBesideThem)
{
    open(io::readTopology(kGuarded).topology);
    collapse("s");
    EXPECT_EQ(allowed(), "k.in");
    const model::Topology one = document.root();
    const int steps = document.undoStack()->count();
    collapse("k");
    EXPECT_EQ(document.undoStack()->count(), steps + 1);
    EXPECT_EQ(allowed(), "stage2/k.in");
    for (const model::Finding& finding : rules::check(document.root()))
        EXPECT_NE(finding.code, "unknown-allowed") << finding.message;
    document.selection()->selectNode(model::NodeId("stage2"));
    QTest::keyClick(&view, Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
    EXPECT_EQ(allowed(), "k.in");
    document.undoStack()->undo();
    EXPECT_EQ(allowed(), "stage2/k.in");
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), one);
}

} // namespace
} // namespace topomq::ui::test
