#pragma once
// Sockets as they are written, in the topology itself and in definitions of sub-topologies, and the
// links between them: all instances of a definition share what is written in it.

#include "engine/model/subtopology.h"
#include "engine/model/topology.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace topomq::rules {

/// Also of definitions that have no instance. Of what stands twice under an id the first counts:
/// edits reach that one. Thread: a plain value; `topology` outlives it.
class WrittenSockets
{
public:
    struct Entry
    {
        /// Where it is written; null: in the topology itself.
        const model::Definition* in = nullptr;
        const model::Node* node = nullptr;
        const model::Socket* socket = nullptr;

        /// "w1.in", in a definition "Stage/w1.in".
        [[nodiscard]] model::SocketRef ref() const;
    };

    /// With the sockets, in `sockets()`, that its ends lead to; nothing: they lead nowhere.
    struct Joined
    {
        const model::Definition* in = nullptr;
        const model::Link* link = nullptr;
        std::optional<std::size_t> connect;
        std::optional<std::size_t> bind;
    };

    explicit WrittenSockets(const model::Topology& topology);

    [[nodiscard]] const std::vector<Entry>& sockets() const { return m_sockets; }

    [[nodiscard]] const std::vector<Joined>& links() const { return m_links; }

private:
    /// What stands beside each other.
    struct Scope
    {
        const model::Definition* in = nullptr;
        std::unordered_map<model::NodeId, const model::Node*> nodes;
        std::unordered_map<model::SocketRef, std::size_t> sockets;
        std::unordered_map<model::SocketId, const model::SocketRef*> ports;
    };

    void addScope(const model::Definition* in, const std::vector<model::Node>& nodes);
    void addLinks(std::size_t scope, const std::vector<model::Link>& links);
    [[nodiscard]] std::optional<std::size_t> socketAt(std::size_t scope,
                                                      model::SocketRef ref) const;
    /// The inside of the instance with this id; nothing: there is none.
    [[nodiscard]] std::optional<std::size_t> insideOf(std::size_t scope,
                                                      const std::string& id) const;

    std::vector<Scope> m_scopes;
    std::unordered_map<model::DefinitionId, std::size_t> m_byDefinition;
    std::vector<Entry> m_sockets;
    std::vector<Joined> m_links;
};

} // namespace topomq::rules
