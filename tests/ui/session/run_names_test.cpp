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

} // namespace
} // namespace topomq::ui
