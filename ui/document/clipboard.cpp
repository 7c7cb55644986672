#include "ui/document/clipboard.h"

#include "engine/io/topology_file.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QMimeData>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Clipboard)
};

constexpr double kBeside = 32;

using Renamed = std::unordered_map<std::string, std::string>;

/// "worker12" → "worker": a copy counts on from the same stem.
std::string_view stemOf(std::string_view text)
{
    const auto last = text.find_last_not_of("0123456789");
    return last == std::string_view::npos ? text : text.substr(0, last + 1);
}

/// Ids and names that are in use, with those that pasting adds.
class Names
{
public:
    explicit Names(const model::Topology& topology)
    {
        for (const model::Node& node : topology.nodes) {
            m_ids.insert(node.id.text());
            m_titles.insert(node.title());
        }
        for (const model::Link& link : topology.links)
            m_ids.insert(link.id.text());
    }

    std::string freeId(const std::string& wanted) { return pick(m_ids, wanted, ""); }

    std::string freeTitle(const std::string& wanted) { return pick(m_titles, wanted, " "); }

private:
    static std::string
    pick(std::unordered_set<std::string>& taken, const std::string& wanted, const std::string& gap)
    {
        if (taken.insert(wanted).second)
            return wanted;
        std::string stem(stemOf(wanted));
        while (!gap.empty() && !stem.empty() && stem.back() == ' ')
            stem.pop_back();
        for (int number = 2;; ++number) {
            std::string next = stem + gap + std::to_string(number);
            if (taken.insert(next).second)
                return next;
        }
    }

    std::unordered_set<std::string> m_ids;
    std::unordered_set<std::string> m_titles;
};

/// Settings that name nodes ("to") follow the copies of those nodes.
void renameTargets(model::Node& node, const Renamed& renamed)
{
    const model::Value* to = node.settings.find("to");
    const model::Array* targets = to == nullptr ? nullptr : to->asArray();
    if (targets == nullptr)
        return;
    model::Array changed = *targets;
    for (model::Value& target : changed) {
        const std::string* id = target.asText();
        if (id != nullptr && renamed.contains(*id))
            target = renamed.at(*id);
    }
    node.settings.set("to", changed);
}

model::Point shiftFor(const std::vector<model::Node>& nodes, std::optional<model::Point> centre)
{
    if (!centre)
        return {kBeside, kBeside};
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    bool first = true;
    for (const model::Node& node : nodes) {
        if (!node.position)
            continue;
        left = first ? node.position->x : std::min(left, node.position->x);
        right = first ? node.position->x : std::max(right, node.position->x);
        top = first ? node.position->y : std::min(top, node.position->y);
        bottom = first ? node.position->y : std::max(bottom, node.position->y);
        first = false;
    }
    return {centre->x - (left + right) / 2, centre->y - (top + bottom) / 2};
}

void addLinks(Pasted& pasted,
              model::Batch& batch,
              const std::vector<model::Link>& links,
              const Renamed& renamed,
              Names& names)
{
    for (model::Link link : links) {
        const auto connect = renamed.find(link.connect.node.text());
        const auto bind = renamed.find(link.bind.node.text());
        if (connect == renamed.end() || bind == renamed.end())
            continue;
        link.id = model::LinkId(names.freeId(link.id.text()));
        link.connect.node = model::NodeId(connect->second);
        link.bind.node = model::NodeId(bind->second);
        pasted.links.insert(link.id);
        batch.edits.emplace_back(model::AddLink{link, {}});
    }
}

QString noNodes()
{
    return Words::tr("The clipboard holds no nodes. Copy some on the canvas, or "
                     "copy the text of a topology file.");
}

/// A part of a file may be a node, a list of nodes, or an object without the version.
QString asFile(const QString& text)
{
    if (text.contains(QStringLiteral("\"topomq\"")))
        return text;
    const QString version = QStringLiteral("{ \"topomq\": 1, ");
    if (text.contains(QStringLiteral("\"nodes\"")))
        return version + text.mid(text.indexOf(QLatin1Char('{')) + 1);
    const QString list = text.trimmed().startsWith(QLatin1Char('['))
        ? text
        : QLatin1Char('[') + text + QLatin1Char(']');
    return version + QStringLiteral("\"nodes\": ") + list + QLatin1Char('}');
}

/// JSON that is broken says where; what was never meant to be one gets a hint.
OpenResult readText(const QString& text)
{
    const QString trimmed = text.trimmed();
    const QString name = Words::tr("The text in the clipboard");
    if (trimmed.startsWith(QLatin1Char('{')) || trimmed.startsWith(QLatin1Char('[')))
        return openTopologyText(asFile(text).toUtf8(), name);
    for (const char* word : {"digraph", "graph", "strict"}) {
        if (trimmed.startsWith(QLatin1String(word), Qt::CaseInsensitive)
            && trimmed.contains(QLatin1Char('{')))
            return importDotText(text.toUtf8(), name);
    }
    return {.problem = noNodes()};
}

} // namespace

QMimeData* clipboardData(const QString& text)
{
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(QString::fromLatin1(kFragmentMime), text.toUtf8());
    return data;
}

QString textOf(const QMimeData& data)
{
    const QString own = QString::fromLatin1(kFragmentMime);
    return data.hasFormat(own) ? QString::fromUtf8(data.data(own)) : data.text();
}

QString copyToText(TopologyDocument& document)
{
    const auto& chosen = document.selection()->nodes();
    std::vector<model::Node> nodes;
    for (const model::Node& node : document.topology().nodes) {
        if (chosen.contains(node.id))
            nodes.push_back(node);
    }
    if (nodes.empty())
        return {};
    std::vector<model::Link> links;
    for (const model::Link& link : document.topology().links) {
        if (chosen.contains(link.connect.node) && chosen.contains(link.bind.node))
            links.push_back(link);
    }
    return QString::fromStdString(io::writeFragment(nodes, links));
}

Pasted
pasteEdit(const TopologyDocument& document, const QString& text, std::optional<model::Point> centre)
{
    Pasted pasted;
    OpenResult read = readText(text);
    if (read.isOpen() && read.topology.nodes.empty())
        read.problem = noNodes();
    if (!read.isOpen()) {
        pasted.problem = read.problem;
        return pasted;
    }
    Names names(document.topology());
    Renamed renamed;
    for (model::Node& node : read.topology.nodes) {
        const std::string id = names.freeId(node.id.text());
        renamed.emplace(node.id.text(), id);
        node.id = model::NodeId(id);
        if (!node.name.empty())
            node.name = names.freeTitle(node.name);
    }
    const model::Point shift = shiftFor(read.topology.nodes, centre);
    model::Batch batch;
    for (model::Node& node : read.topology.nodes) {
        renameTargets(node, renamed);
        if (node.position)
            node.position = model::Point{node.position->x + shift.x, node.position->y + shift.y};
        pasted.nodes.insert(node.id);
        batch.edits.emplace_back(model::AddNode{node, {}});
    }
    addLinks(pasted, batch, read.topology.links, renamed, names);
    pasted.edit = batch;
    return pasted;
}

} // namespace topomq::ui
