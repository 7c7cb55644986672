#include "ui/inspector/link_page.h"

#include "engine/model/options.h"
#include "engine/plan/run_plan.h"
#include "engine/rules/rules.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/detail_choice.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/field_label.h"
#include "ui/inspector/findings_section.h"
#include "ui/inspector/flow_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/link_security.h"
#include "ui/inspector/subscription_list.h"
#include "ui/inspector/transport_choice.h"
#include "ui/inspector/value_field.h"
#include "ui/session/run_session.h"
#include "ui/session/subscriptions.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

std::string addressOf(const model::Topology& topology, const model::Link& link)
{
    const model::Socket* socket = topology.find(link.bind);
    const bool known = socket != nullptr && link.endpoint < socket->bind.size();
    return known ? socket->bind[link.endpoint] : std::string();
}

QString schemeOf(const std::string& address)
{
    const auto at = address.find("://");
    return toText(at == std::string::npos ? std::string() : address.substr(0, at));
}

/// The two ends in the direction of the messages; of a two-way link the connecting one first.
std::pair<model::SocketRef, model::SocketRef> endsOf(const model::Topology& topology,
                                                     const model::Link& link)
{
    if (flowsFromBinder(topology, link))
        return {link.bind, link.connect};
    return {link.connect, link.bind};
}

/// Those outside of a sub-topology that is shown are among them.
int linksOnAddress(const TopologyDocument& document, const model::Link& link)
{
    const auto& links = document.topology().links;
    const auto shown = std::count_if(links.begin(), links.end(), [&link](const auto& other) {
        return other.bind == link.bind && other.endpoint == link.endpoint;
    });
    return static_cast<int>(shown)
        + static_cast<int>(model::outerLinksAt(document.shownPart(), link.bind, link.endpoint));
}

} // namespace

LinkPage::LinkPage(const model::LinkId& link, const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_link(link)
    , m_context(context)
    , m_title(makeTitle(context.theme, this))
    , m_subtitle(makeNote(context.theme, this))
    , m_idle(makeNote(context.theme, this, tr("Figures appear here once it runs (F5).")))
    , m_bindSide(new ChoiceBox(this))
    , m_transport(new ChoiceBox(this))
    , m_endpoint(new ChoiceBox(this))
    , m_shared(makeNote(context.theme, this))
    , m_enabled(new QCheckBox(tr("takes part in the run"), this))
{
    m_title->setObjectName(QStringLiteral("link/title"));
    m_subtitle->setObjectName(QStringLiteral("link/subtitle"));
    auto* column = makeColumnLayout(this, 6);
    auto* head = new QVBoxLayout;
    head->setSpacing(3);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    column->addLayout(head);
    addFlows(column);
    addLimits(column);
    column->addWidget(makeHeading(context.theme, this, tr("Security")));
    m_security = new LinkSecurity(link, context, this);
    column->addWidget(m_security);
    column->addSpacing(4);
    column->addWidget(new FindingsSection(
        context, [id = link.text()](const std::string& where) { return where == id; }, this));
    column->addStretch();
    sync();
    refresh();
}

QString LinkPage::shapeOf(const model::LinkId& link, const InspectorContext& context)
{
    const model::Topology& topology = context.document.topology();
    const model::Link* found = topology.find(link);
    if (found == nullptr)
        return {};
    // Limits and directions are labelled with the titles of both ends.
    return QStringLiteral("link %1 %2 %3 %4 %5 %6\n%7")
        .arg(toText(link.text()), toText(found->connect.text()), toText(found->bind.text()),
             linkTypes(topology, *found), LinkSecurity::shapeOf(topology, *found),
             nodeTitle(topology, found->connect.node), nodeTitle(topology, found->bind.node));
}

void LinkPage::addFlows(QVBoxLayout* column)
{
    const model::Topology& topology = m_context.document.topology();
    const model::Link& link = *topology.find(m_link);
    const bool both = flowsBothWays(topology, link);
    const auto [from, to] = endsOf(topology, link);
    const QString arrow = QStringLiteral("%1 → %2");
    const QString a = nodeTitle(topology, from.node);
    const QString b = nodeTitle(topology, to.node);
    m_flows.push_back(new FlowSection(both ? arrow.arg(a, b) : QString(), m_context.theme, this));
    if (both)
        m_flows.push_back(new FlowSection(arrow.arg(b, a), m_context.theme, this));
    for (FlowSection* flow : m_flows) {
        flow->hide();
        column->addWidget(flow);
    }
    column->addWidget(m_idle);
    m_subscriptions = new SubscriptionList(m_context, this);
    m_subscriptions->setObjectName(QStringLiteral("link/subscriptions"));
    column->addWidget(m_subscriptions);
    auto* row = new QHBoxLayout;
    m_cut = new QPushButton(this);
    m_cut->setObjectName(QStringLiteral("link/cut"));
    m_cut->setFont(m_context.theme.smallFont());
    m_cut->hide();
    connect(m_cut, &QPushButton::clicked, this, [this] {
        RunSession& session = m_context.session;
        session.order(session.isCut(m_link) ? LinkCommand::Mend : LinkCommand::Cut, {m_link});
    });
    row->addWidget(m_cut);
    row->addStretch();
    column->addLayout(row);
}

void LinkPage::addLimits(QVBoxLayout* column)
{
    const model::Topology& topology = m_context.document.topology();
    const model::Link& link = *topology.find(m_link);
    column->addWidget(makeHeading(m_context.theme, this, tr("Limits")));
    const auto [from, to] = endsOf(topology, link);
    const bool both = flowsBothWays(topology, link);
    const auto add = [&](const char* name, const model::SocketRef& socket) {
        const model::Socket* found = topology.find(socket);
        if (found == nullptr)
            return;
        const QString label = both
            ? QStringLiteral("%1 · %2").arg(toText(name), nodeTitle(topology, socket.node))
            : toText(name);
        m_fields.push_back(
            makeOptionField(*model::findOption(name), socket, m_context, this, label, both));
        column->addWidget(m_fields.back());
    };
    add("SNDHWM", from);
    add("RCVHWM", to);
    if (both) {
        add("SNDHWM", to);
        add("RCVHWM", from);
    }
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(6);
    setColumns(grid, false);
    addRow(grid, tr("Bind side"), m_bindSide);
    addRow(grid, tr("Transport"), m_transport);
    addRow(grid, tr("Endpoint"), m_endpoint);
    addRow(grid, tr("Measured"), new DetailChoice(m_link, m_context, this));
    column->addLayout(grid);
    column->addWidget(m_shared);
    column->addWidget(m_enabled);
    m_bindSide->setObjectName(QStringLiteral("link/bindSide"));
    m_transport->setObjectName(QStringLiteral("link/transport"));
    m_endpoint->setObjectName(QStringLiteral("link/endpoint"));
    m_enabled->setObjectName(QStringLiteral("enabled"));
    m_bindSide->setToolTip(tr("Which end binds; the other one connects to it"));
    m_enabled->setToolTip(tr("Otherwise it stays in the drawing but is left out."));
    connect(m_bindSide, &QComboBox::activated, this, &LinkPage::chooseBindSide);
    connect(m_transport, &QComboBox::activated, this, &LinkPage::chooseTransport);
    connect(m_endpoint, &QComboBox::activated, this, &LinkPage::chooseEndpoint);
    connect(m_enabled, &QCheckBox::clicked, this, &LinkPage::setEnabledInRun);
}

void LinkPage::addRow(QGridLayout* grid, const QString& label, QComboBox* box)
{
    auto* name = new FieldLabel(label, this);
    setLabelColor(name, m_context.theme.colors().dim);
    box->setAccessibleName(label);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0);
    grid->addWidget(box, row, 2);
}

void LinkPage::sync()
{
    const model::Topology& topology = m_context.document.topology();
    const model::Link* link = topology.find(m_link);
    if (link == nullptr)
        return;
    m_title->setText(linkTitle(topology, *link));
    m_subtitle->setText(subtitle(*link));
    m_enabled->setChecked(link->enabled);
    syncChoices(*link);
    m_security->sync();
    for (ValueField* field : m_fields)
        field->sync();
}

void LinkPage::syncChoices(const model::Link& link)
{
    const model::Topology& topology = m_context.document.topology();
    m_bindSide->clear();
    m_bindSide->addItems(
        {nodeTitle(topology, link.bind.node), nodeTitle(topology, link.connect.node)});
    const int users = linksOnAddress(m_context.document, link);
    const QString scheme = schemeOf(addressOf(topology, link));
    m_transport->clear();
    addTransports(m_transport, m_context.document);
    if (m_transport->findText(scheme) < 0)
        m_transport->addItem(scheme);
    m_transport->setCurrentText(scheme);
    const QString sharedText = users > 1
        ? tr("%n links share this address; its transport changes for all of them.", nullptr, users)
        : QString();
    m_transport->setToolTip(sharedText.isEmpty() ? tr("The way that messages take") : sharedText);
    m_shared->setText(sharedText);
    m_shared->setVisible(users > 1);
    m_endpoint->clear();
    if (const model::Socket* socket = topology.find(link.bind)) {
        for (const std::string& address : socket->bind)
            m_endpoint->addItem(toText(address));
    }
    m_endpoint->setCurrentIndex(static_cast<int>(link.endpoint));
    m_endpoint->setToolTip(tr("Which address of %1 it connects to").arg(toText(link.bind.text())));
}

QString LinkPage::subtitle(const model::Link& link) const
{
    const model::Topology& topology = m_context.document.topology();
    const model::Socket* a = topology.find(link.connect);
    const model::Socket* b = topology.find(link.bind);
    QString text = linkTypes(topology, link);
    if (a != nullptr && b != nullptr) {
        const QString pattern = engineText(rules::patternName(a->type, b->type));
        if (!pattern.isEmpty())
            text += QStringLiteral(" · ") + pattern;
    }
    std::string address = addressOf(topology, link);
    const auto snapshot = m_context.session.latest();
    const auto index = m_context.session.socketIndex(link.bind);
    if (snapshot && index && m_context.session.isActive() && *index < snapshot->sockets.size()) {
        const auto& bound = snapshot->sockets[*index].bound();
        if (link.endpoint < bound.size())
            address = bound[link.endpoint];
    }
    return address.empty() ? text : text + QStringLiteral(" · ") + toText(address);
}

void LinkPage::refresh()
{
    const model::Topology& topology = m_context.document.topology();
    const model::Link* link = topology.find(m_link);
    if (link == nullptr)
        return;
    const QString words = subtitle(*link);
    if (words != m_subtitle->text())
        m_subtitle->setText(words);
    const auto snapshot = m_context.session.latest();
    std::vector<std::size_t> flows = m_context.session.flowsOf(m_link);
    const plan::RunPlan& plan = m_context.session.plan();
    for (std::size_t i = 0; i < m_flows.size(); ++i) {
        const bool known = snapshot && i < flows.size() && flows[i] < snapshot->flows.size();
        m_flows[i]->setVisible(known);
        if (!known)
            continue;
        const plan::PlannedFlow& flow = plan.flows[flows[i]];
        // The other direction of the same link is the way of the requests.
        RoundTripParts request;
        if (flows.size() == 2) {
            request.request = snapshot->flows[flows[1 - i]].latency;
            request.server = m_context.session.titleOfNodeAt(flow.from);
        }
        m_flows[i]->setFigures(snapshot->flows[flows[i]],
                               {.transport = flow.transport,
                                .sendLimit = plan.sockets[flow.from].sendHighWaterMark,
                                .receiveLimit = plan.sockets[flow.to].receiveHighWaterMark,
                                .total = totalOfSender(plan, *snapshot, flows[i]),
                                .request = std::move(request),
                                .pressure = m_context.session.pressureOf(flows[i]),
                                .time = snapshot->time});
    }
    m_idle->setVisible(m_flows.front()->isHidden());
    showSubscriptions(flows);
    const RunSession& session = m_context.session;
    const LinkCommand command = session.isCut(m_link) ? LinkCommand::Mend : LinkCommand::Cut;
    m_cut->setVisible(session.can(command, m_link));
    m_cut->setText(wordOf(command));
    m_cut->setToolTip(tipOf(command));
}

void LinkPage::showSubscriptions(const std::vector<std::size_t>& flows)
{
    constexpr std::size_t kMost = 12;
    const RunSession& session = m_context.session;
    const auto snapshot = session.latest();
    const auto subscriber = !snapshot || !session.isActive() || flows.empty()
        ? std::nullopt
        : subscriberOf(session.plan(), *snapshot, flows.front());
    if (!subscriber) {
        m_subscriptions->showLines({}, {});
        return;
    }
    const QString who = session.titleOf(subscriber->node);
    m_subscriptions->showLines(tr("%1 is subscribed now to").arg(who),
                               prefixLines(*subscriber, kMost));
}

void LinkPage::chooseBindSide()
{
    TopologyDocument& document = m_context.document;
    const model::Topology& topology = document.topology();
    const model::Link* link = topology.find(m_link);
    if (link == nullptr || m_bindSide->currentIndex() == 0)
        return;
    const std::string transport = schemeOf(addressOf(topology, *link)).toStdString();
    document.pushEndpoints(
        tr("Let %1 bind").arg(m_bindSide->currentText()),
        model::flipBindSides(document.shownPart(), {{m_link, rules::freshAddress(transport)}}));
}

void LinkPage::chooseTransport()
{
    TopologyDocument& document = m_context.document;
    const model::Topology& topology = document.topology();
    const model::Link* link = topology.find(m_link);
    const QString scheme = m_transport->currentText();
    if (link == nullptr || scheme == schemeOf(addressOf(topology, *link)))
        return;
    document.push(tr("Use %1 for %2").arg(scheme, linkTitle(topology, *link)),
                  setAddress(topology, link->bind, link->endpoint,
                             rules::freshAddress(scheme.toStdString())));
}

void LinkPage::chooseEndpoint()
{
    TopologyDocument& document = m_context.document;
    const model::Link* link = document.topology().find(m_link);
    if (link == nullptr || m_endpoint->currentIndex() < 0)
        return;
    model::Link changed = *link;
    changed.endpoint = static_cast<std::size_t>(m_endpoint->currentIndex());
    if (changed == *link)
        return;
    document.push(tr("Connect %1 to %2")
                      .arg(linkTitle(document.topology(), *link), m_endpoint->currentText()),
                  model::ReplaceLink{changed});
}

void LinkPage::setEnabledInRun(bool enabled)
{
    TopologyDocument& document = m_context.document;
    const model::Link* link = document.topology().find(m_link);
    if (link == nullptr)
        return;
    const QString title = linkTitle(document.topology(), *link);
    model::Link changed = *link;
    changed.enabled = enabled;
    document.push(enabled ? tr("Let %1 take part").arg(title) : tr("Leave out %1").arg(title),
                  model::ReplaceLink{changed});
}

} // namespace topomq::ui
