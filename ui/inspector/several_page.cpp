#include "ui/inspector/several_page.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/findings_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/link_totals.h"
#include "ui/inspector/shared_options.h"
#include "ui/inspector/value_field.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace topomq::ui {

namespace {

/// The role that all selected nodes have, if they have one in common.
std::optional<model::Role> sharedRole(const TopologyDocument& document, const Selection& selection)
{
    std::optional<model::Role> shared;
    for (const model::NodeId& id : selection.nodes()) {
        const model::Node* node = document.topology().find(id);
        if (node == nullptr)
            continue;
        if (shared && *shared != node->role)
            return std::nullopt;
        shared = node->role;
    }
    return shared;
}

QString countWords(const Selection& selection)
{
    const std::size_t nodes = selection.nodes().size();
    const std::size_t links = selection.links().size();
    QStringList words;
    if (nodes > 0)
        words.append(nodes == 1 ? SeveralPage::tr("1 node")
                                : SeveralPage::tr("%1 nodes").arg(nodes));
    if (links > 0)
        words.append(links == 1 ? SeveralPage::tr("1 link")
                                : SeveralPage::tr("%1 links").arg(links));
    return words.join(SeveralPage::tr(" and "));
}

} // namespace

SeveralPage::SeveralPage(const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_context(context)
{
    const Selection& selection = *context.document.selection();
    auto* column = makeColumnLayout(this, 6);
    column->addWidget(makeTitle(context.theme, this, tr("%1 selected").arg(countWords(selection))));
    addTakesPart(column);
    addTotals(column);
    addSettings(column);
    column->addSpacing(4);
    const auto options = addSharedOptions(context, this, column);
    m_fields.insert(m_fields.end(), options.begin(), options.end());
    column->addStretch();
    sync();
}

void SeveralPage::addSettings(QVBoxLayout* column)
{
    const Selection& selection = *m_context.document.selection();
    const auto role = sharedRole(m_context.document, selection);
    const auto settings =
        role ? model::infoOf(*role).settings : std::span<const model::SettingInfo>();
    if (settings.empty()) {
        QString words = tr("They have no settings in common. Select nodes of one role to change a "
                           "setting of all of them.");
        if (selection.nodes().size() > 1)
            words += tr(" A right click on them on the canvas aligns, groups or links them.");
        column->addWidget(makeNote(m_context.theme, this, words));
        return;
    }
    column->addWidget(makeHeading(m_context.theme, this, tr("Settings of all")));
    const std::vector<model::NodeId> nodes(selection.nodes().begin(), selection.nodes().end());
    for (const model::SettingInfo& setting : settings) {
        m_fields.push_back(makeSettingField(setting, nodes, m_context, this));
        column->addWidget(m_fields.back());
    }
}

void SeveralPage::addTotals(QVBoxLayout* column)
{
    m_when = makeHeading(m_context.theme, this, {});
    m_figures = new FigureList(m_context.theme, this);
    m_figures->setObjectName(QStringLiteral("several/figures"));
    column->addWidget(m_when);
    column->addWidget(m_figures);
}

void SeveralPage::refresh()
{
    const Selection& selection = *m_context.document.selection();
    std::vector<model::LinkId> links = linksAmong(m_context.document.topology(), selection.nodes());
    for (const model::LinkId& link : selection.links()) {
        if (std::find(links.begin(), links.end(), link) == links.end())
            links.push_back(link);
    }
    std::vector<FigureList::Row> rows = totalRows(links, m_context);
    m_when->setText(m_context.session.isActive() ? tr("On their links, now")
                                                 : tr("On their links, at the end"));
    m_when->setVisible(!rows.empty());
    m_figures->setVisible(!rows.empty());
    m_figures->setRows(std::move(rows));
}

void SeveralPage::addTakesPart(QVBoxLayout* column)
{
    m_takesPart = new QCheckBox(tr("take part in the run"), this);
    m_takesPart->setObjectName(QStringLiteral("enabled"));
    m_takesPart->setToolTip(
        tr("Otherwise they stay in the drawing but are left out. Half: some of them do."));
    connect(m_takesPart, &QCheckBox::clicked, this, [this] {
        // From "some of them" a click goes to all.
        setTakesPart(m_takesPart->checkState() != Qt::Unchecked);
    });
    column->addWidget(m_takesPart);
}

void SeveralPage::setTakesPart(bool takesPart)
{
    const model::Topology& topology = m_context.document.topology();
    const Selection& selection = *m_context.document.selection();
    model::Batch batch;
    for (const model::NodeId& id : selection.nodes())
        batch.edits.push_back(
            editNode(topology, id, [takesPart](model::Node& node) { node.enabled = takesPart; }));
    for (const model::LinkId& id : selection.links()) {
        if (const model::Link* link = topology.find(id)) {
            model::Link changed = *link;
            changed.enabled = takesPart;
            batch.edits.emplace_back(model::ReplaceLink{changed});
        }
    }
    m_context.document.push(takesPart ? tr("Let %1 take part").arg(countWords(selection))
                                      : tr("Leave out %1").arg(countWords(selection)),
                            batch);
}

QString SeveralPage::shapeOf(const InspectorContext& context)
{
    const Selection& selection = *context.document.selection();
    QString shape = QStringLiteral("several");
    for (const model::NodeId& node : selection.nodes())
        shape += u' ' + toText(node.text());
    for (const model::LinkId& link : selection.links())
        shape += u' ' + toText(link.text());
    for (const SocketsUnderEdit& group : selectedSockets(context.document))
        shape += QStringLiteral(" %1:%2").arg(group.path).arg(group.sockets.size());
    const auto role = sharedRole(context.document, selection);
    return role ? shape + toText(model::toText(*role)) : shape;
}

void SeveralPage::sync()
{
    const model::Topology& topology = m_context.document.topology();
    const Selection& selection = *m_context.document.selection();
    std::size_t enabled = 0;
    for (const model::NodeId& id : selection.nodes())
        enabled += topology.find(id) != nullptr && topology.find(id)->enabled ? 1 : 0;
    for (const model::LinkId& id : selection.links())
        enabled += topology.find(id) != nullptr && topology.find(id)->enabled ? 1 : 0;
    const std::size_t count = selection.nodes().size() + selection.links().size();
    m_takesPart->setCheckState(enabled == 0           ? Qt::Unchecked
                                   : enabled == count ? Qt::Checked
                                                      : Qt::PartiallyChecked);
    for (ValueField* field : m_fields)
        field->sync();
    refresh();
}

} // namespace topomq::ui
