// What the session calls the nodes of a run whose names nobody has written.
#include "engine/roles/role_factory.h"
#include "tests/support/wash_file.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace topomq::ui {
namespace {

constexpr int kPatience = 30'000;

/// What is called `wash/slow` takes its time to open, and all that samples wait for it.
runtime::RoleFactory makeSlowFactory()
{
    return [make = roles::makeRoleFactory()](const plan::PlannedNode& node) {
        if (node.path == "wash/slow")
            std::this_thread::sleep_for(std::chrono::milliseconds{500});
        return make(node);
    };
}

void secure(model::Socket& socket, const char* user)
{
    socket.security = {.mechanism = model::Mechanism::Plain, .server = user == nullptr};
    if (user == nullptr)
        socket.bind = {"tcp://127.0.0.1:*"};
    else
        socket.security.username = user;
}

/// There is a `shelf` outside, too. It goes by the user `outer`, the one inside by `inner`.
model::Topology twoShelves()
{
    model::Topology topology = tests::washing();
    topology.nodes[1].name = "Laundry";
    model::Definition& stage = topology.definitions.front();
    secure(stage.nodes[0].sockets[1], nullptr);
    secure(stage.nodes[1].sockets[0], "inner");
    model::Node spring = topology.nodes[0];
    spring.id = model::NodeId("spring");
    secure(spring.sockets[0], nullptr);
    model::Node shelf = stage.nodes[1];
    secure(shelf.sockets[0], "outer");
    model::Link own = stage.links.front();
    own.id = model::LinkId("own");
    own.bind = {spring.id, spring.sockets[0].id};
    topology.nodes.push_back(spring);
    topology.nodes.push_back(shelf);
    topology.links.push_back(own);
    return topology;
}

class RunNamesTest : public testing::Test
{
protected:
    void run(model::Topology topology)
    {
        document.reset(std::move(topology), {});
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.hasFigures(); }, kPatience));
    }

    [[nodiscard]] bool wasTold(const std::string& where) const
    {
        return std::any_of(session.events().begin(), session.events().end(),
                           [&](const auto& event) { return event.where == where; });
    }

    /// One more shelf inside of `wash`.
    [[nodiscard]] model::Batch shelf(const char* id) const
    {
        model::Node added = *document.topology().find(model::NodeId("shelf"));
        added.id = model::NodeId(id);
        model::Link link = *document.topology().find(model::LinkId("wet"));
        link.id = model::LinkId(std::string("to-") + id);
        link.connect.node = added.id;
        return {{model::AddNode{added, {}}, model::AddLink{link, {}}}};
    }

    TopologyDocument document;
    RunSession session{document, makeSlowFactory()};
};

TEST_F(RunNamesTest, WhatJoinsInsideIsToldByItsPlaceBeforeASampleCountsIt)
{
    run(tests::washing());
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    document.push(QStringLiteral("Add"), model::Batch{{shelf("three"), shelf("slow")}});
    ASSERT_TRUE(QTest::qWaitFor([this] { return wasTold("wash/slow"); }, kPatience));
    EXPECT_TRUE(wasTold("wash/three"));
    EXPECT_TRUE(wasTold("wash/three.in"));
    for (const runtime::RuntimeEvent& event : session.events())
        EXPECT_FALSE(event.where.starts_with("wash-")) << event.where << ' ' << event.event;
}

TEST_F(RunNamesTest, WhatRunsOnOldSocketsInsideIsNamedAndMarkedAsInTheFile)
{
    run(twoShelves());
    const model::NodeId shelf("shelf");
    ASSERT_EQ(session.setPassword(QStringLiteral("inner"), QStringLiteral("new")), QString());
    EXPECT_TRUE(session.waitingText().startsWith(QStringLiteral("Laundry/shelf still runs")))
        << session.waitingText().toStdString();
    EXPECT_FALSE(session.isOutdated(shelf));
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    EXPECT_TRUE(session.isOutdated(shelf));
    EXPECT_EQ(session.outdatedInView(), std::vector{shelf});
    session.restartOutdated();
    ASSERT_EQ(session.marks().size(), 1U);
    EXPECT_EQ(session.marks().front().text, QStringLiteral("Laundry/shelf: restarted"));
    EXPECT_FALSE(session.isOutdated(shelf));
}

TEST_F(RunNamesTest, WhatRunsOnOldSocketsOutsideIsNoNamesakeInside)
{
    run(twoShelves());
    ASSERT_EQ(session.setPassword(QStringLiteral("outer"), QStringLiteral("new")), QString());
    EXPECT_TRUE(session.isOutdated(model::NodeId("shelf")));
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    EXPECT_FALSE(session.isOutdated(model::NodeId("shelf")));
    EXPECT_TRUE(session.outdatedInView().empty());
    // It waits all the same, whatever is in view.
    EXPECT_TRUE(session.waitingText().startsWith(QStringLiteral("shelf still runs")))
        << session.waitingText().toStdString();
    session.restartOutdated();
    EXPECT_TRUE(session.outdatedNodes().empty());
}

TEST_F(RunNamesTest, ANewTitleOfWhatWaitsIsSaidAtOnce)
{
    run(twoShelves());
    ASSERT_EQ(session.setPassword(QStringLiteral("inner"), QStringLiteral("new")), QString());
    model::Node wash = *document.topology().find(model::NodeId("wash"));
    wash.name = "Bath";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{wash});
    EXPECT_TRUE(session.waitingText().startsWith(QStringLiteral("Bath/shelf still runs")))
        << session.waitingText().toStdString();
}

TEST_F(RunNamesTest, TitlesAreThoseOfTheDrawingUntilANodeLeavesIt)
{
    run(twoShelves());
    const auto shelf = session.nodeIndex(model::NodeId("shelf"));
    ASSERT_TRUE(shelf);
    const auto index = static_cast<plan::NodeIndex>(*shelf);
    const model::Node before = *document.topology().find(model::NodeId("shelf"));
    model::Node changed = before;
    changed.name = "Cupboard";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{changed});
    EXPECT_EQ(session.titleOf(index), QStringLiteral("Cupboard"));
    document.undoStack()->undo();
    EXPECT_EQ(session.titleOf(index), QStringLiteral("shelf"));
    document.push(QStringLiteral("Remove"), model::RemoveNode{before.id});
    EXPECT_EQ(session.titleOf(index), QStringLiteral("shelf"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.plan().nodes[index].gone; }, kPatience));
    // Another one comes to its place.
    document.push(QStringLiteral("Add"), model::AddNode{changed, {}});
    EXPECT_EQ(session.titleOf(index), QStringLiteral("shelf"));
}

TEST_F(RunNamesTest, WhatIsInsideIsCalledByTheTitlesOnTheWayThere)
{
    run(twoShelves());
    ASSERT_TRUE(document.openInside({model::NodeId("wash")}));
    const auto inner = session.nodeIndex(model::NodeId("shelf"));
    ASSERT_TRUE(inner);
    model::Node changed = *document.topology().find(model::NodeId("shelf"));
    changed.name = "Cupboard";
    document.push(QStringLiteral("Rename"), model::ReplaceNode{changed});
    EXPECT_EQ(session.titleOf(static_cast<plan::NodeIndex>(*inner)),
              QStringLiteral("Laundry/Cupboard"));
    document.push(QStringLiteral("Remove"), model::RemoveNode{changed.id});
    EXPECT_EQ(session.titleOf(static_cast<plan::NodeIndex>(*inner)),
              QStringLiteral("Laundry/Cupboard"));
}

TEST_F(RunNamesTest, ATitleThatLooksLikeAnIdStaysATitle)
{
    model::Topology topology = tests::washing();
    topology.nodes[0].name = "wash-shelf";
    topology.nodes[0].settings.set("rate", 0.01);
    run(topology);
    const auto index = session.nodeIndex(model::NodeId("wash-gone"));
    ASSERT_TRUE(index);
    std::string reason;
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            reason = session.reasonOf(session.latest()->nodes[*index]);
            return reason == "waiting for a message from wash-shelf";
        },
        kPatience))
        << reason;
}

} // namespace
} // namespace topomq::ui
