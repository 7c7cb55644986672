// Addresses of sockets inside of a sub-topology, which links outside of it use as well.
#include "engine/model/collapse.h"
#include "tests/ui/inspector/inspector_fixture.h"

#include <QSignalSpy>

namespace topomq::tests {

namespace {

/// The ventilator and its worker are a sub-topology that is open; outside there is one more worker
/// on each address of the ventilator.
class InsideAddresses : public InspectorTest
{
protected:
    InsideAddresses()
    {
        model::Topology topology = smallPipeline();
        topology.nodes[0].sockets[0].bind.emplace_back("ipc://*");
        for (const std::size_t endpoint : {std::size_t{0}, std::size_t{1}}) {
            const std::string id = "outside" + std::to_string(endpoint);
            model::Node worker{.id = model::NodeId(id), .role = model::Role::Worker};
            worker.sockets.push_back(
                {.id = model::SocketId("in"), .type = model::SocketType::Pull});
            topology.nodes.push_back(worker);
            topology.links.push_back({.id = model::LinkId("on" + std::to_string(endpoint)),
                                      .connect = refTo(id + ".in"),
                                      .bind = refTo("vent.out"),
                                      .endpoint = endpoint});
        }
        const model::Collapsed made =
            model::collapse(topology, {model::NodeId("vent"), model::NodeId("w1")}, {}, "Stage");
        model::apply(topology, made.edit);
        document.reset(topology, {});
        EXPECT_TRUE(document.openInside({made.instance}));
        before = document.root();
    }

    const model::Link* outside(const char* id) { return document.root().find(model::LinkId(id)); }

    model::Topology before;
};

} // namespace

TEST_F(InsideAddresses, GoWithTheLinksOutsideInOneStep)
{
    document.selection()->selectNode(model::NodeId("vent"));
    const QSignalSpy went(&document, &ui::TopologyDocument::portsWent);
    click("bind/vent.out/0/remove");
    EXPECT_EQ(steps(), 1);
    EXPECT_EQ(socket("vent.out").bind, std::vector<std::string>{"ipc://*"});
    EXPECT_EQ(outside("on0"), nullptr);
    ASSERT_NE(outside("on1"), nullptr);
    EXPECT_EQ(outside("on1")->endpoint, 0U);
    ASSERT_EQ(went.size(), 1);
    EXPECT_EQ(went.at(0).at(0).value<std::size_t>(), 0U);
    EXPECT_EQ(went.at(0).at(1).value<std::size_t>(), 1U);
    const model::Topology after = document.root();
    document.undoStack()->undo();
    EXPECT_EQ(document.root(), before);
    document.undoStack()->redo();
    EXPECT_EQ(document.root(), after);
    EXPECT_EQ(document.path().size(), 1U);
}

TEST_F(InsideAddresses, StayWhereALinkOutsideUsesThem)
{
    document.selection()->selectLink(model::LinkId("link1"));
    choose("link/bindSide", "Worker 1");
    EXPECT_EQ(document.topology().find(model::LinkId("link1"))->bind.text(), "w1.in");
    EXPECT_EQ(socket("vent.out").bind.size(), 2U);
    EXPECT_EQ(document.root().links, before.links);
}

TEST_F(InsideAddresses, AreSharedWithLinksOutside)
{
    document.selection()->selectLink(model::LinkId("link1"));
    EXPECT_TRUE(find<QComboBox>("link/transport")->toolTip().contains(QStringLiteral("2 links")));
}

} // namespace topomq::tests
