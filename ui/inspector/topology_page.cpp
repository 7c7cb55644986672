#include "ui/inspector/topology_page.h"

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "ui/document/file_texts.h"
#include "ui/document/security_edits.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/fold_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/parameter_table.h"
#include "ui/inspector/reset_heading.h"
#include "ui/inspector/title_edit.h"
#include "ui/inspector/value_field.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

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
    keepFitting(m_description, FileText::Description);
    connect(&context.theme, &Theme::changed, this, &TopologyPage::fitDescription);
    fitDescription();
    m_descriptionGesture =
        new EditGesture(context.document, QStringLiteral("topology/description"), m_description);
    m_counts->setObjectName(QStringLiteral("topology/counts"));

    auto* column = makeColumnLayout(this, 6);
    column->addWidget(m_name);
    column->addWidget(makeHeading(context.theme, this, tr("Description")));
    column->addWidget(m_description);
    column->addWidget(makeHeading(context.theme, this, tr("Contents")));
    column->addWidget(m_counts);
    column->addWidget(makeHeading(context.theme, this, tr("Parameters")));
    m_parameters = new ParameterTable(context, this);
    column->addWidget(m_parameters);
    addSecurity(column);
    addContextOptions(column);
    column->addSpacing(6);
    column->addWidget(m_hint);
    column->addStretch();
    connect(m_description, &QPlainTextEdit::textChanged, this, &TopologyPage::describe);
    sync();
    refresh();
}

void TopologyPage::fitDescription()
{
    constexpr int kLines = 6;
    constexpr int kFrame = 14;
    // A line of a text takes whole pixels.
    const double line = std::ceil(QFontMetricsF(m_context.theme.font()).lineSpacing());
    m_description->setFixedHeight(static_cast<int>(line) * kLines + kFrame);
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
    for (ValueField* field : m_fields)
        field->sync();
    m_parameters->sync();
    m_resetContext->sync();
    syncSecurity();
    refresh();
}

void TopologyPage::addSecurity(QVBoxLayout* column)
{
    const Theme& theme = m_context.theme;
    column->addWidget(makeHeading(theme, this, tr("Security")));
    m_security = makeNote(theme, this);
    m_security->setObjectName(QStringLiteral("topology/security"));
    column->addWidget(m_security);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    m_secure = makeTextButton(theme, this, tr("Secure all links"));
    m_secure->setObjectName(QStringLiteral("topology/secure"));
    m_secure->setToolTip(tr("CURVE for every link that can have it: encrypted, and only its own "
                            "peers come in"));
    m_unsecure = makeTextButton(theme, this, tr("Take security off"));
    m_unsecure->setObjectName(QStringLiteral("topology/unsecure"));
    row->addWidget(m_secure);
    row->addWidget(m_unsecure);
    row->addStretch();
    column->addLayout(row);
    connect(m_secure, &QToolButton::clicked, this, [this] {
        m_secureProblem = secureAllLinks(m_context.document);
        syncSecurity();
    });
    connect(m_unsecure, &QToolButton::clicked, this, [this] {
        m_secureProblem.clear();
        takeSecurityOff(m_context.document);
    });
}

void TopologyPage::syncSecurity()
{
    int sockets = 0;
    int secured = 0;
    for (const model::Node& node : m_context.document.topology().nodes) {
        for (const model::Socket& socket : node.sockets) {
            ++sockets;
            secured += socket.security.mechanism == model::Mechanism::Curve ? 1 : 0;
        }
    }
    QString text = secured == 0 ? tr("Nothing is encrypted. On this machine alone that is usual.")
                                : tr("%1 of %2 sockets use CURVE.").arg(secured).arg(sockets);
    if (!m_secureProblem.isEmpty())
        text += QLatin1Char(' ') + m_secureProblem;
    m_security->setText(text);
    m_secure->setEnabled(!m_context.document.topology().links.empty());
    m_unsecure->setVisible(hasSecurity(m_context.document));
}

void TopologyPage::addContextOptions(QVBoxLayout* column)
{
    auto* section = new FoldSection(QStringLiteral("topology/context"), m_context, this);
    section->toggle()->setObjectName(QStringLiteral("topology/context"));
    section->setHeading(tr("Options of the ZeroMQ context"));
    m_resetContext = new ResetHeading(
        {}, QStringLiteral("topology/context/resetAll"),
        {.count =
             [this] {
                 return setFields(m_context.document.topology().context, contextOptionNames());
             },
         .reset =
             [this] {
                 model::Batch batch;
                 for (const std::string& name : contextOptionNames())
                     batch.edits.emplace_back(model::SetContextOption{name, {}, {}});
                 m_context.document.push(tr("Reset the options of the ZeroMQ context"), batch);
             }},
        m_context, section->inner());
    section->rows()->addWidget(m_resetContext);
    for (const model::OptionInfo& option : model::contextOptions()) {
        if (!option.isSettable())
            continue;
        m_fields.push_back(makeContextField(option, m_context, section->inner()));
        section->rows()->addWidget(m_fields.back());
    }
    section->rows()->addWidget(
        makeNote(m_context.theme, section->inner(),
                 tr("All nodes of a run share one ZeroMQ context. Changes take effect at the next "
                    "start.")));
    column->addSpacing(4);
    column->addWidget(section);
}

bool TopologyPage::isRunDrawn() const
{
    const RunSession& session = m_context.session;
    const auto count = static_cast<plan::NodeIndex>(session.plan().nodes.size());
    plan::NodeIndex node = 0;
    while (node < count && !session.isNodeDrawn(node))
        ++node;
    return node < count;
}

void TopologyPage::refresh()
{
    const model::Topology& topology = m_context.document.topology();
    std::vector<FigureList::Row> rows;
    rows.push_back({.label = tr("nodes"), .value = groupedDigits(topology.nodes.size())});
    rows.push_back({.label = tr("links"), .value = groupedDigits(topology.links.size())});
    // Once nothing of the run is drawn any more, its figures belong to nothing that can be seen.
    if (const auto snapshot = m_context.session.latest(); snapshot && isRunDrawn()) {
        if (!m_context.session.isActive())
            rows.push_back({.label = tr("at the end of the run")});
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
    const std::string text = name.toStdString();
    if (text == topology.name)
        return;
    m_context.document.push(tr("Rename topology"),
                            model::SetHeader{text, topology.description, topology.extras}, gesture);
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
