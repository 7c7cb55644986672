#include "tests/support/random_topology.h"

#include "tests/support/topology_builder.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;
using Type = model::SocketType;

class Generator
{
public:
    explicit Generator(std::uint64_t seed)
        : m_random(seed)
    { }

    model::Topology make()
    {
        const int wanted = 2 + below(39);
        while (m_nodes < 2 || m_nodes + 2 <= wanted)
            addPattern(wanted - m_nodes);
        model::Topology topology = m_builder;
        for (model::Link& link : topology.links) {
            const model::Socket* binder = topology.find(link.bind);
            link.recordWire =
                binder != nullptr && binder->bind.at(link.endpoint).starts_with("tcp");
        }
        return topology;
    }

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }

    bool chance(int percent) { return below(100) < percent; }

    int highWaterMark()
    {
        constexpr int kPowers = 10;
        return std::clamp(below(2 << below(kPowers)) + 1, 1, 1000);
    }

    std::string address()
    {
        constexpr std::array<const char*, 3> kAll{"inproc://*", "ipc://*", "tcp://127.0.0.1:*"};
        return kAll[static_cast<std::size_t>(below(3))];
    }

    std::string begin(Role role)
    {
        std::string id = "n" + std::to_string(m_nodes++);
        m_builder.node(id, role);
        return id;
    }

    void load()
    {
        // Every other one is faster than anybody can take it.
        m_builder.setting("rate", chance(50) ? 0 : 50 + below(5000));
        m_builder.setting("size", chance(30) ? 16 + below(2000) : 16 + below(100));
        if (chance(40))
            m_builder.setting("count", 1 + below(3000));
    }

    void service()
    {
        if (chance(60))
            m_builder.setting("service_time", below(4) == 0 ? 500 + below(1500) : below(200));
    }

    std::string socket(const std::string& node, const std::string& name, Type type, bool binds)
    {
        m_builder.socket(name, type, binds ? std::vector{address()} : std::vector<std::string>{});
        m_builder.option("SNDHWM", highWaterMark()).option("RCVHWM", highWaterMark());
        return node + "." + name;
    }

    void join(const std::string& a, bool aBinds, const std::string& b)
    {
        m_builder.link(aBinds ? b : a, aBinds ? a : b);
    }

    /// One in the middle and up to so many around it.
    int around(int room) { return 1 + below(std::clamp(room - 1, 1, 6)); }

    void pushPull(int room)
    {
        const bool fansOut = chance(50);
        const bool hubBinds = chance(50);
        const std::string hub = begin(fansOut ? Role::Source : Role::Sink);
        fansOut ? load() : service();
        const std::string center = socket(hub, "hub", fansOut ? Push : Pull, hubBinds);
        for (int i = around(room); i > 0; --i) {
            const std::string node = begin(fansOut ? Role::Sink : Role::Source);
            fansOut ? service() : load();
            join(center, hubBinds, socket(node, "end", fansOut ? Pull : Push, !hubBinds));
        }
    }

    void pipeline(int room)
    {
        std::string last;
        const std::string source = begin(Role::Source);
        load();
        last = socket(source, "out", Push, true);
        for (int i = below(std::clamp(room - 1, 1, 4)); i > 0; --i) {
            const std::string worker = begin(Role::Worker);
            service();
            join(last, true, socket(worker, "in", Pull, false));
            last = socket(worker, "out", Push, true);
        }
        const std::string sink = begin(Role::Sink);
        service();
        join(last, true, socket(sink, "in", Pull, false));
    }

    void publish(int room)
    {
        const bool publisherBinds = chance(70);
        const std::string publisher = begin(Role::Source);
        load();
        m_builder.setting("topics", model::Array{"a", "b", "ab", "c"});
        const std::string center =
            socket(publisher, "out", chance(50) ? Pub : XPub, publisherBinds);
        const int subscribers = around(room);
        for (int i = 0; i < subscribers; ++i) {
            const std::string node = begin(Role::Sink);
            service();
            const std::string end = socket(node, "in", Sub, !publisherBinds);
            constexpr std::array<const char*, 4> kPrefixes{"", "a", "ab", "c"};
            model::Array prefixes;
            for (const char* prefix : kPrefixes) {
                if (chance(50))
                    prefixes.push_back(prefix);
            }
            if (prefixes.empty())
                prefixes.push_back("b");
            m_builder.option("SUBSCRIBE", prefixes);
            join(center, publisherBinds, end);
        }
    }

    void requests(int room)
    {
        const std::string server = begin(Role::Server);
        service();
        const Type serving = chance(50) ? Rep : Router;
        const std::string center = socket(server, "in", serving, true);
        for (int i = around(room); i > 0; --i) {
            const std::string client = begin(Role::Client);
            load();
            const Type asking = chance(50) ? Req : Dealer;
            if (asking == Dealer)
                m_builder.setting("window", 1 + below(20));
            join(center, true, socket(client, "out", asking, false));
        }
    }

    void broker(int room)
    {
        const std::string proxy = begin(Role::Proxy);
        const std::string front = socket(proxy, "frontend", Router, true);
        const std::string back = socket(proxy, "backend", Dealer, true);
        for (int i = around(room / 2); i > 0; --i) {
            const std::string client = begin(Role::Client);
            load();
            join(front, true, socket(client, "out", Req, false));
        }
        for (int i = around(room / 2); i > 0; --i) {
            const std::string server = begin(Role::Server);
            service();
            join(back, true, socket(server, "in", Rep, false));
        }
    }

    void pair()
    {
        const bool firstBinds = chance(50);
        const std::string source = begin(Role::Source);
        load();
        const std::string a = socket(source, "out", Pair, firstBinds);
        const std::string sink = begin(Role::Sink);
        service();
        join(a, firstBinds, socket(sink, "in", Pair, !firstBinds));
    }

    void addPattern(int room)
    {
        switch (below(6)) {
        case 0:
            return pushPull(room);
        case 1:
            return pipeline(room);
        case 2:
            return publish(room);
        case 3:
            return requests(room);
        case 4:
            return room >= 5 ? broker(room) : pushPull(room);
        default:
            return pair();
        }
    }

    std::mt19937_64 m_random;
    TopologyBuilder m_builder;
    int m_nodes = 0;
};

} // namespace

model::Topology randomTopology(std::uint64_t seed)
{
    return Generator(seed).make();
}

} // namespace topomq::tests
