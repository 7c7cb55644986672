// Security is set and taken off in the whole file, whatever part of it is shown.

#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "ui/document/security_edits.h"
#include "ui/document/topology_document.h"

#include <gtest/gtest.h>

using namespace topomq;

namespace {

constexpr const char* kStage = R"({ "topomq": 1, "nodes": [
    { "id": "vent", "role": "source", "sockets": [
      { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
    { "id": "stage", "role": "subtopology", "definition": "Stage" },
    { "id": "sink", "role": "sink", "sockets": [
      { "id": "in", "type": "PULL", "bind": ["tcp://127.0.0.1:*"] } ] } ],
  "links": [ { "id": "a", "connect": "stage.in", "bind": "vent.out" },
             { "id": "b", "connect": "stage.out", "bind": "sink.in" } ],
  "definitions": [ { "id": "Stage", "nodes": [
      { "id": "w1", "role": "worker", "sockets": [
        { "id": "in", "type": "PULL" },
        { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
      { "id": "w2", "role": "worker", "sockets": [
        { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] } ],
    "links": [ { "id": "l", "connect": "w2.in", "bind": "w1.out" } ],
    "ports": [ { "id": "in", "socket": "w1.in" }, { "id": "out", "socket": "w2.out" } ] } ] })";

class SecurityEdits : public testing::Test
{
protected:
    SecurityEdits()
    {
        document.reset(io::readTopology(kStage).topology, {});
        before = document.root();
    }

    /// As it is shown, as it runs and as it is in the file.
    [[nodiscard]] bool isTrue() const
    {
        return !rules::hasErrors(rules::check(document.root()))
            && io::readTopology(io::writeTopology(document.root())).topology == document.root();
    }

    [[nodiscard]] model::Mechanism shown(const char* node, const char* socket) const
    {
        return document.topology()
            .find(model::SocketRef{model::NodeId(node), model::SocketId(socket)})
            ->security.mechanism;
    }

    void takeBack()
    {
        EXPECT_EQ(document.undoStack()->count(), 1);
        document.undoStack()->undo();
        EXPECT_EQ(document.root(), before);
    }

    ui::TopologyDocument document;
    model::Topology before;
};

} // namespace

TEST_F(SecurityEdits, ALinkAtAPortIsSecuredInsideTheSubtopologyAsOneStep)
{
    EXPECT_EQ(secureLink(document, model::LinkId("a")), QString());
    EXPECT_EQ(shown("stage", "in"), model::Mechanism::Curve);
    EXPECT_EQ(shown("stage", "out"), model::Mechanism::Null);
    EXPECT_TRUE(isTrue());
    takeBack();
}

TEST_F(SecurityEdits, SeveralLinksAreOneStep)
{
    EXPECT_EQ(secureLinks(document, {model::LinkId("a"), model::LinkId("b")}), QString());
    EXPECT_EQ(shown("stage", "in"), model::Mechanism::Curve);
    EXPECT_EQ(shown("stage", "out"), model::Mechanism::Curve);
    EXPECT_TRUE(isTrue());
    takeBack();
}

TEST_F(SecurityEdits, ALinkThatIsShownInsideIsSecuredThere)
{
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    EXPECT_EQ(secureLink(document, model::LinkId("l")), QString());
    EXPECT_EQ(shown("w1", "out"), model::Mechanism::Curve);
    EXPECT_EQ(shown("w1", "in"), model::Mechanism::Null);
    EXPECT_TRUE(isTrue());
    takeBack();
}

TEST_F(SecurityEdits, AllLinksAreThoseOfTheWholeFileWhateverIsShown)
{
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    EXPECT_EQ(secureAllLinks(document), QString());
    EXPECT_EQ(shown("w1", "in"), model::Mechanism::Curve);
    EXPECT_TRUE(isTrue());
    document.leaveInside();
    EXPECT_EQ(shown("vent", "out"), model::Mechanism::Curve);
    EXPECT_EQ(shown("stage", "in"), model::Mechanism::Curve);
    takeBack();
}

TEST_F(SecurityEdits, SecurityIsTakenOffWhateverIsShown)
{
    EXPECT_EQ(secureAllLinks(document), QString());
    ASSERT_TRUE(document.openInside({model::NodeId("stage")}));
    EXPECT_TRUE(hasSecurity(document));
    takeSecurityOff(document);
    EXPECT_FALSE(hasSecurity(document));
    EXPECT_EQ(document.undoStack()->count(), 2);
    EXPECT_EQ(document.root(), before);
    document.undoStack()->undo();
    EXPECT_TRUE(hasSecurity(document));
    EXPECT_TRUE(isTrue());
}
