// A parser by recursive descent over the grammar of DOT.
#include "engine/io/dot_graph.h"
#include "engine/io/dot_lexer.h"
#include "engine/io/dot_strict_edges.h"
#include "engine/io/json_reader.h"
#include "engine/io/topology_file.h"
#include "engine/io/utf8.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace topomq::io {

namespace {

using Kind = DotToken::Kind;

/// Attributes that a text may have in all: with defaults, few words can stand for very many.
constexpr std::size_t kMostAttributes = 2'000'000;
/// So many bytes more of one count as another one.
constexpr std::size_t kLongAttribute = 100;

constexpr std::array<std::string_view, 10> kSides{"n",  "ne", "e",  "se", "s",
                                                  "sw", "w",  "nw", "c",  "_"};

/// What `node [...]` and `edge [...]` set from here on, in this subgraph. Shared with what is
/// around it until it sets some of its own: few words can be very many subgraphs.
struct Defaults
{
    std::shared_ptr<DotAttributes> node = std::make_shared<DotAttributes>();
    std::shared_ptr<DotAttributes> edge = std::make_shared<DotAttributes>();
};

/// The ends that one side of an edge stands for: a node, or all of a subgraph.
using Ends = std::vector<DotEnd>;

class DotParser
{
public:
    explicit DotParser(std::string_view text)
        : m_text(text)
        , m_lexer(text)
    {
        advance();
    }

    DotGraph take()
    {
        if (parseHeader())
            parseStatements({}, nullptr, 0);
        if (m_graph.problem.empty() && m_token.kind != Kind::End && !isNextGraph())
            fail("nothing may follow the } of the graph; remove what stands here");
        return std::move(m_graph);
    }

private:
    void advance()
    {
        if (m_graph.problem.empty())
            m_token = m_lexer.next();
        if (m_token.kind == Kind::Error)
            fail(m_token.text);
    }

    bool fail(const std::string& what) { return failAt(m_token.offset, what); }

    bool failAt(std::size_t offset, const std::string& what)
    {
        if (m_graph.problem.empty())
            m_graph.problem = dotProblem(m_text, offset, what);
        // Ends every loop.
        m_token = {Kind::End, {}, m_text.size()};
        return false;
    }

    /// A text may hold several graphs; the first is read.
    [[nodiscard]] bool isNextGraph() const
    {
        return m_token.isKeyword("graph") || m_token.isKeyword("digraph")
            || m_token.isKeyword("strict");
    }

    bool parseHeader()
    {
        m_isStrict = m_token.isKeyword("strict");
        if (m_isStrict)
            advance();
        if (!m_token.isKeyword("graph") && !m_token.isKeyword("digraph"))
            return fail("expected \"digraph\" or \"graph\"; this is not a DOT text");
        m_graph.directed = m_token.isKeyword("digraph");
        advance();
        if (m_token.kind == Kind::Id) {
            m_graph.name = m_token.text;
            advance();
        }
        if (!m_token.isSign("{"))
            return fail("expected { after the name of the graph");
        advance();
        return m_graph.problem.empty();
    }

    /// Up to and with the closing }; `members` hears of each node that is named.
    void parseStatements(Defaults defaults, std::vector<std::size_t>* members, std::size_t depth)
    {
        while (!m_token.isSign("}")) {
            if (m_token.kind == Kind::End) {
                fail("the text ends within the graph; add }");
                return;
            }
            if (m_token.isSign(";") || m_token.isSign(","))
                advance();
            else if (!parseStatement(defaults, members, depth))
                return;
        }
        advance();
    }

    bool parseStatement(Defaults& defaults, std::vector<std::size_t>* members, std::size_t depth)
    {
        if (m_token.isKeyword("node") || m_token.isKeyword("edge") || m_token.isKeyword("graph"))
            return parseDefaults(defaults, depth);
        std::vector<Ends> chain;
        const std::size_t start = m_token.offset;
        std::string name;
        if (!parseEnds(chain.emplace_back(), defaults, members, depth, &name))
            return false;
        const bool isNode = m_isNamed;
        if (isNode && m_token.isSign("=")) {
            DotAttributes set;
            return parseValue(name, set) && keepGraphAttributes(set, depth);
        }
        noteNode(chain.front(), name, defaults, members);
        while (m_token.isSign("->") || m_token.isSign("--")) {
            if (m_token.isSign("->") != m_graph.directed)
                return fail(m_graph.directed ? "a digraph has edges with ->; write that, or graph"
                                             : "a graph has edges with --; write that, or digraph");
            advance();
            if (!parseEnds(chain.emplace_back(), defaults, members, depth, &name))
                return false;
            noteNode(chain.back(), name, defaults, members);
        }
        DotAttributes attributes;
        if (!parseAttributes(attributes))
            return false;
        if (chain.size() > 1)
            return addEdges(chain, attributes, *defaults.edge, start);
        if (isNode && m_graph.problem.empty())
            addTo(m_graph.nodes[chain.front().front().node].attributes, attributes);
        return true;
    }

    bool parseDefaults(Defaults& defaults, std::size_t depth)
    {
        const std::string what = m_token.text;
        advance();
        if (!m_token.isSign("["))
            return fail("expected [ after \"" + what + "\"; a node of that name goes into quotes");
        if (what == "node")
            return parseOwnDefaults(defaults.node);
        if (what == "edge")
            return parseOwnDefaults(defaults.edge);
        DotAttributes attributes;
        return parseAttributes(attributes) && keepGraphAttributes(attributes, depth);
    }

    bool parseOwnDefaults(std::shared_ptr<DotAttributes>& defaults)
    {
        if (defaults.use_count() > 1) {
            if (!mayCopy(*defaults, m_token.offset))
                return false;
            defaults = std::make_shared<DotAttributes>(*defaults);
        }
        return parseAttributes(*defaults);
    }

    /// Fails at `place` where the text would come to more attributes than it may.
    bool mayCopy(const DotAttributes& attributes, std::size_t place)
    {
        for (const auto& [name, attribute] : attributes)
            m_attributes += 1 + (name.size() + attribute.value.size()) / kLongAttribute;
        return m_attributes <= kMostAttributes
            || failAt(place, "too many attributes; at most " + std::to_string(kMostAttributes));
    }

    /// Those of subgraphs are about their frames, which are not kept.
    bool keepGraphAttributes(const DotAttributes& attributes, std::size_t depth)
    {
        if (depth == 0)
            addTo(m_graph.attributes, attributes);
        return true;
    }

    /// A node (`name` is then its name, but it is not made yet: it may be an assignment), or a
    /// subgraph.
    bool parseEnds(Ends& ends,
                   const Defaults& defaults,
                   std::vector<std::size_t>* members,
                   std::size_t depth,
                   std::string* name)
    {
        if (m_token.isKeyword("subgraph") || m_token.isSign("{"))
            return parseSubgraph(ends, defaults, members, depth);
        if (m_token.kind != Kind::Id)
            return fail("expected the name of a node");
        *name = m_token.text;
        m_isNamed = true;
        advance();
        DotEnd end;
        for (int part = 0; m_token.isSign(":"); ++part) {
            advance();
            if (m_token.kind != Kind::Id || part > 1)
                return fail("expected the name of a port after :");
            // What follows the port is the side of the card; by itself it may be either.
            if (part == 0)
                end.port = m_token.text;
            end.mayBeSide =
                part == 0 && std::find(kSides.begin(), kSides.end(), end.port) != kSides.end();
            advance();
        }
        ends.push_back(std::move(end));
        return m_graph.problem.empty();
    }

    bool parseSubgraph(Ends& ends,
                       const Defaults& defaults,
                       std::vector<std::size_t>* members,
                       std::size_t depth)
    {
        if (depth >= kDeepestNesting)
            return fail("subgraphs stand too deep in each other; at most "
                        + std::to_string(kDeepestNesting));
        m_isNamed = false;
        if (m_token.isKeyword("subgraph")) {
            advance();
            if (m_token.kind == Kind::Id)
                advance();
        }
        if (!m_token.isSign("{"))
            return fail("expected { of the subgraph");
        advance();
        std::vector<std::size_t> inside;
        parseStatements(defaults, &inside, depth + 1);
        m_isNamed = false;
        std::unordered_set<std::size_t> seen;
        for (const std::size_t node : inside) {
            if (!seen.insert(node).second)
                continue;
            ends.push_back({node, {}});
            if (members != nullptr)
                members->push_back(node);
        }
        return m_graph.problem.empty();
    }

    /// Finds or makes the node of an end that was named.
    void noteNode(Ends& ends,
                  const std::string& name,
                  const Defaults& defaults,
                  std::vector<std::size_t>* members)
    {
        if (!m_isNamed)
            return;
        const auto [found, isNew] = m_index.emplace(name, m_graph.nodes.size());
        if (isNew) {
            if (!mayCopy(*defaults.node, m_token.offset))
                return;
            m_graph.nodes.push_back({name, *defaults.node});
        }
        ends.front().node = found->second;
        if (members != nullptr)
            members->push_back(found->second);
        if (m_graph.nodes.size() > kMostNodes)
            fail("too many nodes; at most " + std::to_string(kMostNodes));
    }

    bool addEdges(const std::vector<Ends>& chain,
                  const DotAttributes& own,
                  const DotAttributes& defaults,
                  std::size_t place)
    {
        // Between subgraphs without nodes there is no edge that they would be for.
        std::optional<DotAttributes> all;
        for (std::size_t i = 1; i < chain.size(); ++i) {
            for (const DotEnd& tail : chain[i - 1]) {
                for (const DotEnd& head : chain[i]) {
                    // Also those that stand for one that is there already: they take time, too.
                    if (++m_edges > kMostLinks)
                        return failAt(place,
                                      "too many edges; at most " + std::to_string(kMostLinks));
                    DotEdge* same = m_isStrict ? m_strictEdges.find(tail, head) : nullptr;
                    if (!all && same == nullptr) {
                        all = own;
                        all->insert(defaults.begin(), defaults.end());
                    }
                    if (!mayCopy(same != nullptr ? own : *all, place))
                        return false;
                    if (same != nullptr)
                        StrictEdges::repeat(*same, tail, head, own);
                    else
                        m_graph.edges.push_back({tail, head, *all});
                }
            }
        }
        return true;
    }

    bool parseAttributes(DotAttributes& attributes)
    {
        while (m_token.isSign("[")) {
            advance();
            while (!m_token.isSign("]")) {
                if (m_token.isSign(",") || m_token.isSign(";")) {
                    advance();
                    continue;
                }
                if (m_token.kind != Kind::Id)
                    return fail("expected the name of an attribute, or ] after the last one");
                const std::string name = m_token.text;
                advance();
                if (!m_token.isSign("="))
                    addTo(attributes, {{name, {"true", m_token.offset}}});
                else if (!parseValue(name, attributes))
                    return false;
            }
            advance();
        }
        return m_graph.problem.empty();
    }

    bool parseValue(const std::string& name, DotAttributes& attributes)
    {
        advance();
        if (m_token.kind != Kind::Id)
            return fail("expected a value after = ; values with signs in them go into quotes");
        addTo(attributes, {{name, {m_token.text, m_token.offset}}});
        advance();
        return m_graph.problem.empty();
    }

    static void addTo(DotAttributes& attributes, const DotAttributes& more)
    {
        for (const auto& [name, value] : more)
            attributes.insert_or_assign(name, value);
    }

    std::string_view m_text;
    DotLexer m_lexer;
    DotToken m_token;
    DotGraph m_graph;
    std::unordered_map<std::string, std::size_t> m_index;
    /// The end that was read last is a node by its name.
    bool m_isNamed = false;
    bool m_isStrict = false;
    StrictEdges m_strictEdges{m_graph};
    /// As they stand in the text.
    std::size_t m_edges = 0;
    std::size_t m_attributes = 0;
};

} // namespace

DotGraph parseDot(std::string_view text)
{
    if (text.size() > kLargestFile) {
        DotGraph graph;
        graph.problem = "The text is larger than 16 MiB.";
        return graph;
    }
    if (const auto place = findInvalidUtf8(text)) {
        DotGraph graph;
        graph.problem = dotProblem(text, *place, "this is not UTF-8; save the text as UTF-8");
        return graph;
    }
    return DotParser(text).take();
}

std::string withoutControls(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t control = controlLength(text, i);
        plain += control > 0 ? ' ' : text[i];
        i += control > 1 ? 1 : 0;
    }
    return plain;
}

std::string dotProblem(std::string_view text, std::size_t offset, const std::string& what)
{
    const TextPlace place = placeOf(text, offset);
    return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column) + ": "
        + what + ".";
}

} // namespace topomq::io
