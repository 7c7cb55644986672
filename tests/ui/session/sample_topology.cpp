#include "tests/ui/session/sample_topology.h"

#include <utility>

namespace topomq::test {

namespace {

model::Socket socket(const char* id, model::SocketType type, const char* bind = nullptr)
{
    model::Socket made;
    made.id = model::SocketId(id);
    made.type = type;
    if (bind)
        made.bind.emplace_back(bind);
    return made;
}

model::Node node(const char* id, model::Role role, std::vector<model::Socket> sockets)
{
    model::Node made;
    made.id = model::NodeId(id);
    made.name = id;
    made.name[0] = static_cast<char>(made.name[0] - 'a' + 'A');
    made.role = role;
    made.sockets = std::move(sockets);
    return made;
}

model::Link link(const char* id,
                 const char* connectNode,
                 const char* connectSocket,
                 const char* bindNode,
                 const char* bindSocket)
{
    model::Link made;
    made.id = model::LinkId(id);
    made.connect = {model::NodeId(connectNode), model::SocketId(connectSocket)};
    made.bind = {model::NodeId(bindNode), model::SocketId(bindSocket)};
    return made;
}

} // namespace

model::Topology pipeline(std::int64_t rate)
{
    using model::SocketType;
    model::Topology made;
    made.name = "Pipeline";
    made.nodes = {
        node("source", model::Role::Source, {socket("out", SocketType::Push, "inproc://*")}),
        node("worker", model::Role::Worker,
             {socket("in", SocketType::Pull), socket("out", SocketType::Push)}),
        node("sink", model::Role::Sink, {socket("in", SocketType::Pull, "inproc://*")}),
    };
    made.nodes[0].settings.set("rate", rate);
    made.links = {link("task", "worker", "in", "source", "out"),
                  link("result", "worker", "out", "sink", "in")};
    return made;
}

model::Topology requestReply()
{
    using model::SocketType;
    model::Topology made;
    made.nodes = {
        node("client", model::Role::Client, {socket("req", SocketType::Req)}),
        node("server", model::Role::Server, {socket("rep", SocketType::Rep, "inproc://*")}),
    };
    made.links = {link("ask", "client", "req", "server", "rep")};
    return made;
}

model::Topology illegalPair()
{
    using model::SocketType;
    model::Topology made;
    made.nodes = {
        node("source", model::Role::Source, {socket("out", SocketType::Pub, "inproc://*")}),
        node("sink", model::Role::Sink, {socket("in", SocketType::Pull)}),
    };
    made.links = {link("wrong", "sink", "in", "source", "out")};
    return made;
}

} // namespace topomq::test
