// Ids, and words of the file for roles and types that this version does not know.
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace topomq::rules {

namespace {

using model::Link;
using model::Node;
using model::Socket;

constexpr const char* kIdRule =
    " is not a valid id: begin with a letter or _, go on with letters, digits, _ or -, at most "
    "64 in all";

/// Leaves room for a number behind it.
constexpr std::size_t kLongestStem = 58;

std::string mapCase(std::string text, char from, char to)
{
    for (char& c : text) {
        if (c >= from && c < from + 26)
            c = static_cast<char>(c - from + to);
    }
    return text;
}

/// Edits reach the first link with an id, so renaming that one frees the id for the other.
MaybeFix renameFirstLink(const CheckIndex& index, const LinkEntry& link, Findings& findings)
{
    const auto& links = index.topology.links;
    if (!findings.spendOnFix(links.size() + index.topology.nodes.size()))
        return std::nullopt;
    const auto first = std::find_if(links.begin(), links.end(),
                                    [&link](const Link& each) { return each.id == link.link->id; });
    Link renamed = *first;
    renamed.id = model::LinkId(freeId(index.topology, "link"));
    const auto position = static_cast<std::size_t>(first - links.begin());
    return model::Fix{
        "Rename one of them to " + renamed.id.text(),
        model::Batch{{model::RemoveLink{link.link->id}, model::AddLink{renamed, position}}}};
}

/// Edits reach the first node with an id, so all up to this one are taken out and put back, this
/// one under its new id. Links stay with the first node unless only this one has their socket.
MaybeFix renameNode(const CheckIndex& index, std::size_t renamed, Findings& findings)
{
    const model::Topology& topology = index.source;
    if (!findings.spendOnFix(topology.links.size() + topology.nodes.size()))
        return std::nullopt;
    const model::NodeId id = topology.nodes[renamed].id;
    const model::NodeId fresh(freeId(topology, id.text().substr(0, kLongestStem)));
    model::Batch batch;
    std::vector<model::Edit> back;
    for (std::size_t i = index.nodeById.at(id); i <= renamed; ++i) {
        if (topology.nodes[i].id != id)
            continue;
        if (!findings.spendOnFix(index.nodeWeights[i]))
            return std::nullopt;
        batch.edits.emplace_back(model::RemoveNode{id});
        back.emplace_back(model::AddNode{topology.nodes[i], i});
    }
    std::get<model::AddNode>(back.back()).node.id = fresh;
    const Node& first = topology.nodes[index.nodeById.at(id)];
    const auto follow = [&](model::SocketRef& end) {
        if (end.node == id && first.find(end.socket) == nullptr
            && topology.nodes[renamed].find(end.socket) != nullptr)
            end.node = fresh;
    };
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        Link link = topology.links[i];
        if (link.connect.node != id && link.bind.node != id)
            continue;
        follow(link.connect);
        follow(link.bind);
        back.emplace_back(model::AddLink{link, i});
    }
    batch.edits.insert(batch.edits.end(), back.begin(), back.end());
    return model::Fix{"Rename this one to " + fresh.text(), std::move(batch)};
}

void checkNodeIds(const CheckIndex& index, Findings& findings)
{
    for (std::size_t i = 0; i < index.topology.nodes.size(); ++i) {
        const std::string& id = index.topology.nodes[i].id.text();
        if (!model::isValidId(id))
            findings.error(code::kInvalidId, index.placeOfNode(i),
                           "\"" + shortened(index.called(index.topology.nodes[i].id)) + "\""
                               + kIdRule + ".");
        if (!index.isFirstOfId(i))
            findings.error(code::kDuplicateId, index.placeOfNode(i),
                           "Another node has the id " + id + " already. Give one of them another.",
                           renameNode(index, i, findings));
    }
}

void checkLinkIds(const CheckIndex& index, Findings& findings)
{
    for (const LinkEntry& link : index.links) {
        const std::string& id = link.link->id.text();
        if (!model::isValidId(id))
            findings.error(code::kInvalidId, link.place(),
                           "\"" + shortened(index.called(link.link->id)) + "\"" + kIdRule + ".");
        const bool isNode = index.nodeById.contains(model::NodeId(id));
        if (link.firstOfId && !isNode)
            continue;
        findings.error(code::kDuplicateId, link.place(),
                       std::string(isNode ? "A node" : "Another link") + " has the id " + id
                           + " already; nodes and links share one space of ids. Give one of them "
                             "another.",
                       renameFirstLink(index, link, findings));
    }
}

MaybeFix renameSocket(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    if (!findings.spendOnFix(index.nodeWeights[socket.nodeIndex]))
        return std::nullopt;
    std::string id = socket.ref.socket.text();
    for (int number = 2; socket.node->find(model::SocketId(id)) != nullptr; ++number)
        id = socket.ref.socket.text() + std::to_string(number);
    return changeSocket(index, findings, socket, "Rename the second one to " + id,
                        [&id](Socket& changed) { changed.id = model::SocketId(id); });
}

void checkSocketIds(const CheckIndex& index, Findings& findings)
{
    std::unordered_set<std::string_view> seen;
    std::size_t nodeIndex = index.topology.nodes.size();
    for (const SocketEntry& socket : index.sockets) {
        if (socket.nodeIndex != nodeIndex)
            seen.clear();
        nodeIndex = socket.nodeIndex;
        const std::string& id = socket.ref.socket.text();
        if (!model::isValidId(id))
            findings.error(code::kInvalidId, socket.place(),
                           "\"" + shortened(id) + "\"" + kIdRule + ".");
        if (!seen.insert(socket.socket->id.text()).second)
            findings.error(code::kDuplicateSocketId, socket.place(),
                           "The node has two sockets with the id " + id
                               + ". Give one of them another.",
                           renameSocket(index, socket, findings));
    }
}

/// Ids of one part of a file as they are written: of those that are not checked as they run.
class WrittenIds
{
public:
    /// `in`: null is the topology itself. `isRun`: but for instances all of it is checked as it
    /// runs.
    WrittenIds(const model::Definition* in, bool isRun, Findings& findings)
        : m_in(in)
        , m_isRun(isRun)
        , m_findings(findings)
    { }

    void add(const std::string& id, bool isNode, bool isInstance)
    {
        if (!model::isValidId(id) && (isInstance || !isToldAsItRuns(id)))
            m_findings.error(code::kInvalidId, placeOf(id),
                             inPart() + "\"" + shortened(id) + "\"" + kIdRule + ".");
        const auto [first, isNew] = m_first.emplace(id, Kind{isNode, isInstance});
        if (!isNew && (isInstance || first->second.isInstance || !m_isRun))
            m_findings.error(code::kDuplicateId, placeOf(id),
                             inPart() + (first->second.isNode ? "A node" : "A link")
                                 + " has the id " + shortened(id)
                                 + " already; nodes and links share one space of ids. Give one of "
                                   "them another.");
    }

private:
    struct Kind
    {
        bool isNode = false;
        bool isInstance = false;
    };

    /// There the id of an instance stands in front of it, and nothing begins with a digit.
    [[nodiscard]] bool isToldAsItRuns(const std::string& id) const
    {
        return m_isRun && (m_in == nullptr || !model::isValidId("_" + id));
    }

    [[nodiscard]] Place placeOf(const std::string& id) const
    {
        return {.where = m_in == nullptr ? id : m_in->id.text()};
    }

    [[nodiscard]] std::string inPart() const
    {
        return m_in == nullptr ? "" : "In the sub-topology " + shortened(m_in->id.text()) + ": ";
    }

    const model::Definition* m_in;
    bool m_isRun;
    Findings& m_findings;
    std::unordered_map<std::string_view, Kind> m_first;
};

void checkPart(const model::Definition* in,
               bool isRun,
               const std::vector<Node>& nodes,
               const std::vector<Link>& links,
               Findings& findings)
{
    WrittenIds ids(in, isRun, findings);
    for (const Node& node : nodes)
        ids.add(node.id.text(), true, isInstance(node));
    for (const Link& link : links)
        ids.add(link.id.text(), false, false);
}

void checkWords(const CheckIndex& index, Findings& findings)
{
    for (std::size_t i = 0; i < index.topology.nodes.size(); ++i) {
        const Node& node = index.topology.nodes[i];
        if (node.role != model::Role::Unknown || !node.enabled)
            continue;
        const model::Role meant = model::roleFromText(mapCase(node.unknownRole, 'A', 'a'));
        MaybeFix fix;
        if (meant != model::Role::Unknown)
            fix = changeNode(index, findings, i, "Use " + std::string(toText(meant)),
                             [meant](Node& changed) {
                                 changed.role = meant;
                                 changed.unknownRole.clear();
                             });
        findings.error(code::kUnknownRole, index.placeOfNode(i),
                       "\"" + shortened(node.unknownRole)
                           + "\" is not a role. Use source, sink, worker, client, server, proxy, "
                             "balancer, balanced_worker, peer, stream, external or subtopology.",
                       fix);
    }
    for (const SocketEntry& socket : index.sockets) {
        if (socket.type() != model::SocketType::Unknown || !socket.active)
            continue;
        const std::string& word = socket.socket->unknownType;
        const model::SocketType meant = model::socketTypeFromText(mapCase(word, 'a', 'A'));
        MaybeFix fix;
        if (meant != model::SocketType::Unknown)
            fix = changeType(index, findings, socket, meant);
        findings.error(code::kUnknownSocketType, socket.place(),
                       "\"" + shortened(word) + "\" is not a socket type. Use "
                           + joined(typesOf(model::Role::External)) + ".",
                       fix);
    }
}

} // namespace

void checkWrittenIds(const model::FlatTopology& flat,
                     const model::Topology& source,
                     Findings& findings)
{
    if (!hasSubtopologies(source))
        return;
    checkPart(nullptr, true, source.nodes, source.links, findings);
    for (const model::Definition& definition : source.definitions)
        checkPart(&definition, flat.usesOf(definition) > 0, definition.nodes, definition.links,
                  findings);
}

void checkIdentity(const CheckIndex& index, Findings& findings)
{
    checkNodeIds(index, findings);
    checkLinkIds(index, findings);
    checkSocketIds(index, findings);
    checkWords(index, findings);
}

} // namespace topomq::rules
