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
        for (const model::Note& note : topology.notes)
            m_ids.insert(note.id.text());
        for (const model::Group& group : topology.groups) {
            m_ids.insert(group.id.text());
            for (const model::NodeId& member : group.members)
                m_ids.insert(member.text());
        }
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

model::Point shiftFor(const model::Topology& pasted, std::optional<model::Point> centre)
{
    if (!centre)
        return {kBeside, kBeside};
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    bool first = true;
    const auto take = [&](model::Point at) {
        left = first ? at.x : std::min(left, at.x);
        right = first ? at.x : std::max(right, at.x);
        top = first ? at.y : std::min(top, at.y);
        bottom = first ? at.y : std::max(bottom, at.y);
        first = false;
    };
    for (const model::Node& node : pasted.nodes) {
        if (node.position)
            take(*node.position);
    }
    for (const model::Note& note : pasted.notes)
        take(note.position);
    return {centre->x - (left + right) / 2, centre->y - (top + bottom) / 2};
}

void addLinks(Pasted& pasted,
              model::Batch& batch,
              const std::vector<model::Link>& links,
              const Renamed& renamed,
              model::Point shift,
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
        for (model::Point& bend : link.bends)
            bend = {bend.x + shift.x, bend.y + shift.y};
        pasted.links.insert(link.id);
        batch.edits.emplace_back(model::AddLink{link, {}});
    }
}

void addGroups(Pasted& pasted,
               model::Batch& batch,
               const std::vector<model::Group>& groups,
               const Renamed& renamed,
               Names& names)
{
    for (model::Group group : groups) {
        std::vector<model::NodeId> members;
        for (const model::NodeId& member : group.members) {
            if (const auto found = renamed.find(member.text()); found != renamed.end())
                members.emplace_back(found->second);
        }
        if (members.empty())
            continue;
        group.id = model::GroupId(names.freeId(group.id.text()));
        group.members = std::move(members);
        pasted.groups.insert(group.id);
        batch.edits.push_back(model::put(group));
    }
}

void addNotes(Pasted& pasted,
              model::Batch& batch,
              const std::vector<model::Note>& notes,
              model::Point shift,
              Names& names)
{
    for (model::Note note : notes) {
        note.id = model::NoteId(names.freeId(note.id.text()));
        note.position = {note.position.x + shift.x, note.position.y + shift.y};
        pasted.notes.insert(note.id);
        batch.edits.push_back(model::put(note));
    }
}

/// The selected nodes with the members of the selected groups.
std::set<model::NodeId> nodesToCopy(const model::Topology& topology, const Selection& selection)
{
    std::set<model::NodeId> chosen = selection.nodes();
    for (const model::GroupId& id : selection.groups()) {
        if (const model::Group* group = topology.find(id))
            chosen.insert(group->members.begin(), group->members.end());
    }
    return chosen;
}

std::vector<model::Group> groupsToCopy(const model::Topology& topology,
                                       const std::set<model::NodeId>& chosen)
{
    std::vector<model::Group> groups;
    for (const model::Group& group : topology.groups) {
        bool whole = true;
        bool any = false;
        for (const model::NodeId& member : group.members) {
            if (topology.find(member) == nullptr)
                continue;
            any = true;
            whole = whole && chosen.contains(member);
        }
        if (any && whole)
            groups.push_back(group);
    }
    return groups;
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
    const Selection& selection = *document.selection();
    const auto chosen = nodesToCopy(document.topology(), selection);
    std::vector<model::Node> nodes;
    for (const model::Node& node : document.topology().nodes) {
        if (chosen.contains(node.id))
            nodes.push_back(node);
    }
    std::vector<model::Note> notes;
    for (const model::Note& note : document.topology().notes) {
        if (selection.notes().contains(note.id))
            notes.push_back(note);
    }
    if (nodes.empty() && notes.empty())
        return {};
    std::vector<model::Link> links;
    for (const model::Link& link : document.topology().links) {
        if (chosen.contains(link.connect.node) && chosen.contains(link.bind.node))
            links.push_back(link);
    }
    return QString::fromStdString(
        io::writeFragment(nodes, links, groupsToCopy(document.topology(), chosen), notes));
}

Pasted
pasteEdit(const TopologyDocument& document, const QString& text, std::optional<model::Point> centre)
{
    Pasted pasted;
    OpenResult read = readText(text);
    if (read.isOpen() && read.topology.nodes.empty() && read.topology.notes.empty())
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
    const model::Point shift = shiftFor(read.topology, centre);
    model::Batch batch;
    for (model::Node& node : read.topology.nodes) {
        renameTargets(node, renamed);
        if (node.position)
            node.position = model::Point{node.position->x + shift.x, node.position->y + shift.y};
        pasted.nodes.insert(node.id);
        batch.edits.emplace_back(model::AddNode{node, {}});
    }
    addLinks(pasted, batch, read.topology.links, renamed, shift, names);
    addGroups(pasted, batch, read.topology.groups, renamed, names);
    addNotes(pasted, batch, read.topology.notes, shift, names);
    pasted.edit = batch;
    return pasted;
}

} // namespace topomq::ui
