// Two processes on one multicast group over loopback, each with an `external` node for the other.

#include "tests/system/free_port.h"
#include "tests/system/program.h"

#include <gtest/gtest.h>

#include <csignal>

namespace topomq::test {
namespace {

/// One half of a publisher and its subscriber; the other half is a program outside.
std::string half(const std::string& address, bool publishes)
{
    const std::string source = publishes
        ? R"("role": "source", "settings": { "rate": 100, "text": "to everyone" })"
        : R"("role": "external")";
    const std::string sink = publishes ? R"("role": "external")" : R"("role": "sink")";
    return R"({ "topomq": 1, "name": "Multicast", "nodes": [
        { "id": "pub", )"
        + source + R"(, "sockets": [ { "id": "out", "type": "PUB", "bind": [")" + address
        + R"("], "options": { "RATE": 10000 } } ] },
        { "id": "sub", )"
        + sink + R"(, "sockets": [ { "id": "in", "type": "SUB",
            "options": { "SUBSCRIBE": [""], "RATE": 10000 } } ] } ],
      "links": [ { "id": "group", "connect": "sub.in", "bind": "pub.out" } ] })";
}

std::string newGroup()
{
    return "epgm://127.0.0.1;239.192.7.1:" + std::to_string(freeUdpPort());
}

/// Why this machine knows no epgm; empty: it does.
std::string whyNotAt(const std::string& address)
{
    const ProgramResult check = call({"check", "-"}, half(address, true));
    return check.status == 0 ? std::string() : "no epgm on this machine: " + check.output;
}

TEST(Multicast, TwoProcessesMeetInOneGroupOverLoopback)
{
    const std::string address = newGroup();
    if (const std::string why = whyNotAt(address); !why.empty())
        GTEST_SKIP() << why;
    const TemporaryFolder folder;
    Program publisher({"run", "-", "--json", folder.path("pub.json")}, half(address, true));
    const ProgramResult subscriber =
        call({"run", "-", "--for", "3s", "--json", folder.path("sub.json")}, half(address, false));
    publisher.send(SIGINT);
    EXPECT_EQ(publisher.finish().status, 130);

    EXPECT_EQ(subscriber.status, 0) << subscriber.errors;
    const Json read = Json::parse(readWhole(folder.path("sub.json"))).at("flows").at(0);
    EXPECT_GT(read.at("received").get<int>(), 0);
    EXPECT_EQ(read.at("bytes_received").get<int>(), 11 * read.at("received").get<int>());
    EXPECT_TRUE(read.at("sent").is_null());
    const Json sent = Json::parse(readWhole(folder.path("pub.json"))).at("flows").at(0);
    EXPECT_GE(sent.at("sent").get<int>(), read.at("received").get<int>());
    EXPECT_TRUE(sent.at("received").is_null());
}

TEST(Multicast, StandardOutputIsTheReportsAloneAlthoughOpenPgmPrintsThere)
{
    const std::string address = newGroup();
    if (const std::string why = whyNotAt(address); !why.empty())
        GTEST_SKIP() << why;
    const ProgramResult result =
        call({"run", "-", "--for", "200ms", "--json", "-"}, half(address, true));
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_TRUE(Json::accept(result.output)) << result.output;
}

} // namespace
} // namespace topomq::test
