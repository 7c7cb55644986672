// Host names are looked up beside the run, and what cannot be found is said and tried again.

#include "engine/runtime/address_resolver.h"
#include "tests/engine/runtime/edge_run.h"
#include "tests/support/topology_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

#include <array>
#include <atomic>
#include <future>

namespace topomq::tests {

namespace {

using model::Role;
using testing::HasSubstr;
using enum model::SocketType;

/// A PULL of another program: receives what comes over tcp.
class Outside
{
public:
    Outside()
        : m_context(zmq_ctx_new())
        , m_socket(zmq_socket(m_context, ZMQ_PULL))
    {
        const int patience = 20000;
        zmq_setsockopt(m_socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
        EXPECT_EQ(zmq_bind(m_socket, "tcp://127.0.0.1:*"), 0);
        std::array<char, 128> text{};
        std::size_t size = text.size();
        zmq_getsockopt(m_socket, ZMQ_LAST_ENDPOINT, text.data(), &size);
        const std::string address = text.data();
        m_port = address.substr(address.rfind(':') + 1);
    }

    ~Outside()
    {
        zmq_close(m_socket);
        zmq_ctx_term(m_context);
    }

    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;

    [[nodiscard]] const std::string& port() const { return m_port; }

    [[nodiscard]] bool receives()
    {
        std::array<char, 256> bytes{};
        return zmq_recv(m_socket, bytes.data(), bytes.size(), 0) >= 0;
    }

private:
    void* m_context;
    void* m_socket;
    std::string m_port;
};

/// A source that pushes to a program outside, beside a pipeline of its own over tcp.
model::Topology toHost(const std::string& host, const std::string& port)
{
    TopologyBuilder builder;
    builder.node("source", Role::Source).setting("rate", 500).socket("out", Push);
    builder.node("far", Role::External).socket("in", Pull, {"tcp://" + host + ":" + port});
    builder.link("source.out", "far.in");
    builder.node("vent", Role::Source).setting("rate", 500);
    builder.socket("out", Push, {"tcp://127.0.0.1:*"});
    builder.node("sink", Role::Sink).socket("in", Pull).link("sink.in", "vent.out");
    return builder;
}

runtime::LookupResult found(const std::string& number)
{
    return {.address = number};
}

runtime::LookupResult notFound()
{
    return {.error = "Name or service not known"};
}

} // namespace

TEST(HostNames, AreTakenOutOfTcpAndWsAddresses)
{
    EXPECT_EQ(runtime::hostNameIn("tcp://broker.example:5555"), "broker.example");
    EXPECT_EQ(runtime::hostNameIn("ws://broker:80/path:1"), "broker");
    EXPECT_EQ(runtime::hostNameIn("tcp://127.0.0.1:0;broker:5555"), "broker");
}

TEST(HostNames, NumbersAndOtherTransportsHaveNone)
{
    for (const char* address : {"tcp://127.0.0.1:5555", "tcp://[::1]:5555", "tcp://*:5555",
                                "ipc://broker:1", "inproc://broker:1", "tcp://broken"})
        EXPECT_EQ(runtime::hostNameIn(address), "") << address;
}

TEST(HostNames, GiveWayToNumbers)
{
    EXPECT_EQ(runtime::withNumber("tcp://broker:5555", "127.0.0.1"), "tcp://127.0.0.1:5555");
    EXPECT_EQ(runtime::withNumber("ws://broker:80/x", "::1"), "ws://[::1]:80/x");
}

TEST(HostNames, TheSystemKnowsLocalhost)
{
    EXPECT_EQ(runtime::systemLookup("localhost", false).address, "127.0.0.1");
}

TEST(HostNames, ConnectToTheNumberThatIsFound)
{
    Outside outside;
    EdgeRun run(planFor(toHost("broker.test", outside.port())),
                {.lookup = [](const std::string& host, bool) {
                    EXPECT_EQ(host, "broker.test");
                    return found("127.0.0.1");
                }});
    EXPECT_TRUE(outside.receives());
    EXPECT_EQ(run.awaitEvent("source.out", "CONNECTED").address,
              "tcp://127.0.0.1:" + outside.port());
}

TEST(HostNames, ThatAreNotFoundAreSaidAndTheRestGoesOn)
{
    EdgeRun run(planFor(toHost("nowhere.test", "9")),
                {.lookup = [](const std::string&, bool) { return notFound(); }});
    const runtime::RuntimeEvent event = run.awaitEvent("source.out", "NAME_NOT_FOUND");
    EXPECT_EQ(event.address, "tcp://nowhere.test:9");
    EXPECT_TRUE(event.error);
    EXPECT_THAT(event.detail,
                testing::AllOf(HasSubstr("Name or service not known"), HasSubstr("check the name"),
                               HasSubstr("next try")));
    EXPECT_TRUE(run.await([](const auto& now) { return now.flows[1].received > 20U; }));
}

TEST(HostNames, AreAskedForAgainUntilTheyAreThere)
{
    Outside outside;
    std::atomic<int> asked{0};
    EdgeRun run(planFor(toHost("late.test", outside.port())),
                {.lookup = [&asked](const std::string&, bool) {
                    return ++asked < 3 ? notFound() : found("127.0.0.1");
                }});
    EXPECT_TRUE(outside.receives());
    EXPECT_EQ(asked, 3);
}

TEST(HostNames, AHangingLookupHoldsUpNeitherTheOthersNorTheEnd)
{
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    {
        EdgeRun run(planFor(toHost("slow.test", "9")),
                    {.lookup = [released](const std::string&, bool) {
                        released.wait();
                        return notFound();
                    }});
        EXPECT_TRUE(run.await([](const auto& now) { return now.flows[1].received > 20U; }));
        EXPECT_TRUE(run.hasEvent("source.out", "NAME_LOOKUP"));
        run.finish();
    }
    release.set_value();
}

TEST(HostNames, SeveralAreLookedUpAtOnce)
{
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    std::promise<std::string> second;
    std::atomic<bool> slowIsDone{false};
    runtime::AddressResolver resolver([&](const std::string& host, bool) {
        if (host == "slow")
            released.wait();
        return found("127.0.0.1");
    });
    resolver.find("slow", false, [&](const auto&) { slowIsDone = true; });
    resolver.find("fast", false, [&](const auto& result) { second.set_value(result.address); });
    EXPECT_EQ(second.get_future().get(), "127.0.0.1");
    EXPECT_FALSE(slowIsDone);
    release.set_value();
}

} // namespace topomq::tests
