#include "ui/inspector/several_page.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/findings_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QVBoxLayout>

#include <optional>

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
    const auto role = sharedRole(context.document, selection);
    const auto settings =
        role ? model::infoOf(*role).settings : std::span<const model::SettingInfo>();
    if (settings.empty()) {
        column->addWidget(makeNote(context.theme, this,
                                   tr("They have no settings in common. Select nodes of one role "
                                      "to change a setting of all of them.")));
    } else {
        column->addWidget(makeHeading(context.theme, this, tr("Settings of all")));
        const std::vector<model::NodeId> nodes(selection.nodes().begin(), selection.nodes().end());
        for (const model::SettingInfo& setting : settings) {
            m_fields.push_back(makeSettingField(setting, nodes, context, this));
            column->addWidget(m_fields.back());
        }
    }
    column->addStretch();
}

QString SeveralPage::shapeOf(const InspectorContext& context)
{
    const Selection& selection = *context.document.selection();
    QString shape = QStringLiteral("several");
    for (const model::NodeId& node : selection.nodes())
        shape += u' ' + toText(node.text());
    for (const model::LinkId& link : selection.links())
        shape += u' ' + toText(link.text());
    const auto role = sharedRole(context.document, selection);
    return role ? shape + toText(model::toText(*role)) : shape;
}

void SeveralPage::sync()
{
    for (ValueField* field : m_fields)
        field->sync();
}

} // namespace topomq::ui
