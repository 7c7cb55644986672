#include "ui/inspector/topology_page.h"

#include "engine/metrics/snapshot.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/title_edit.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace topomq::ui {

TopologyPage::TopologyPage(const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_context(context)
    , m_description(new QPlainTextEdit(this))
    , m_counts(new FigureList(context.theme, this))
    , m_hint(makeNote(context.theme, this))
{
    m_name = new TitleEdit(
        QStringLiteral("topology/name"), context,
        [this](const QString& text, const QString& gesture) { rename(text, gesture); }, this);
    m_name->setAccessibleName(tr("Name of the topology"));
    m_description->setObjectName(QStringLiteral("topology/description"));
    m_description->setAccessibleName(tr("Description of the topology"));
    m_description->setPlaceholderText(tr("What this topology shows"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(m_description->fontMetrics().lineSpacing() * 6 + 14);
    m_descriptionGesture =
        new EditGesture(context.document, QStringLiteral("topology/description"), m_description);
    m_counts->setObjectName(QStringLiteral("topology/counts"));

    auto* column = makeColumnLayout(this, 6);
    column->addWidget(m_name);
    column->addWidget(makeHeading(context.theme, this, tr("Description")));
    column->addWidget(m_description);
    column->addWidget(makeHeading(context.theme, this, tr("Contents")));
    column->addWidget(m_counts);
    column->addSpacing(6);
    column->addWidget(m_hint);
    column->addStretch();
    connect(m_description, &QPlainTextEdit::textChanged, this, &TopologyPage::describe);
    sync();
    refresh();
}

void TopologyPage::sync()
{
    const model::Topology& topology = m_context.document.topology();
    m_name->showText(toText(topology.name), tr("Untitled"));
    const QString description = toText(topology.description);
    if (m_description->toPlainText() != description) {
        const QSignalBlocker silent(m_description);
        m_description->setPlainText(description);
    }
    refresh();
}

void TopologyPage::refresh()
{
    const model::Topology& topology = m_context.document.topology();
    std::vector<FigureList::Row> rows;
    rows.push_back({.label = tr("nodes"), .value = groupedDigits(topology.nodes.size())});
    rows.push_back({.label = tr("links"), .value = groupedDigits(topology.links.size())});
    if (const auto snapshot = m_context.session.latest()) {
        rows.push_back(
            {.label = tr("throughput"), .value = humanRate(snapshot->messagesPerSecond)});
        rows.push_back({.label = tr("in flight"), .value = groupedDigits(snapshot->queued)});
        rows.push_back({.label = tr("dropped"), .value = groupedDigits(snapshot->dropped)});
    }
    m_counts->setRows(std::move(rows));
    const QString hint = topology.nodes.empty()
        ? tr("Drag a node from the palette, or double-click the canvas.")
        : m_context.session.isActive()
        ? tr("Select a node or link to see its figures and change its settings while it runs.")
        : tr("Select a node or link to change it. F5 runs the topology.");
    if (m_hint->text() != hint)
        m_hint->setText(hint);
}

void TopologyPage::rename(const QString& name, const QString& gesture)
{
    const model::Topology& topology = m_context.document.topology();
    m_context.document.push(
        tr("Rename topology"),
        model::SetHeader{name.toStdString(), topology.description, topology.extras}, gesture);
}

void TopologyPage::describe()
{
    const model::Topology& topology = m_context.document.topology();
    const std::string text = m_description->toPlainText().toStdString();
    if (text == topology.description)
        return;
    m_context.document.push(tr("Change description"),
                            model::SetHeader{topology.name, text, topology.extras},
                            m_descriptionGesture->token());
}

} // namespace topomq::ui
