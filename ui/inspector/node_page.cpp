#include "ui/inspector/node_page.h"

#include "engine/metrics/snapshot.h"
#include "engine/model/subtopology.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/findings_section.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/instance_figures.h"
#include "ui/inspector/node_commands.h"
#include "ui/inspector/node_figures.h"
#include "ui/inspector/reset_heading.h"
#include "ui/inspector/socket_card.h"
#include "ui/inspector/title_edit.h"
#include "ui/inspector/value_field.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

/// A socket id that the node does not have: `stem`, else `stem2`, ….
std::string freeSocketId(const model::Node& node, const std::string& stem)
{
    std::string id = stem;
    for (int number = 2; node.find(model::SocketId(id)) != nullptr; ++number)
        id = stem + std::to_string(number);
    return id;
}

/// What its sockets are able to do; all of that when it has none.
NodeSides sidesOf(const model::NodeId& id, const InspectorContext& context)
{
    const model::Node* node = context.document.topology().find(id);
    NodeSides sides;
    sides.isOver = !context.session.isActive();
    if (node == nullptr || node->sockets.empty())
        return sides;
    const auto can = [node](bool (*does)(model::SocketType)) {
        return std::any_of(node->sockets.begin(), node->sockets.end(),
                           [does](const model::Socket& socket) { return does(socket.type); });
    };
    sides.receives = node->role != model::Role::Source && can(&model::canReceive);
    sides.sends = node->role != model::Role::Sink && can(&model::canSend);
    return sides;
}

int socketsIn(const model::Node& node, const model::SocketSlot& slot)
{
    const model::RoleInfo& role = model::infoOf(node.role);
    return static_cast<int>(
        std::count_if(node.sockets.begin(), node.sockets.end(),
                      [&](const model::Socket& socket) { return slotOf(role, socket) == &slot; }));
}

} // namespace

NodePage::NodePage(const model::NodeId& node, const InspectorContext& context, QWidget* parent)
    : InspectorPage(parent)
    , m_node(node)
    , m_context(context)
{
    auto* column = makeColumnLayout(this, 6);
    addHeader(column);
    addLive(column);
    addSettings(column);
    if (isInstance(*context.document.topology().find(node)))
        addPorts(column);
    else
        addSockets(column);
    column->addSpacing(4);
    column->addWidget(new FindingsSection(
        context,
        [id = node.text()](const std::string& where) {
            return where == id || where.starts_with(id + ".");
        },
        this));
    column->addStretch();
    sync();
    refresh();
}

QString NodePage::shapeOf(const model::NodeId& node, const InspectorContext& context)
{
    const model::Node* found = context.document.topology().find(node);
    if (found == nullptr)
        return {};
    QString shape = QStringLiteral("node %1 %2").arg(toText(node.text())).arg(int(found->role));
    for (const model::Socket& socket : found->sockets) {
        shape += QStringLiteral(" %1:%2:%3:%4%5")
                     .arg(toText(socket.id.text()))
                     .arg(static_cast<int>(socket.type))
                     .arg(socket.bind.size())
                     .arg(static_cast<int>(socket.security.mechanism))
                     .arg(socket.security.server ? QStringLiteral("s") : QString());
    }
    return shape;
}

void NodePage::addHeader(QVBoxLayout* column)
{
    m_title = new TitleEdit(
        QStringLiteral("name"), m_context,
        [this](const QString& text, const QString& gesture) { rename(text, gesture); }, this);
    m_title->setAccessibleName(tr("Name of the node"));
    m_subtitle = makeNote(m_context.theme, this);
    m_enabled = new QCheckBox(tr("takes part in the run"), this);
    m_enabled->setObjectName(QStringLiteral("enabled"));
    m_enabled->setToolTip(tr("Otherwise it and its links stay in the drawing but are left out."));
    connect(m_enabled, &QCheckBox::clicked, this, &NodePage::setEnabledInRun);
    auto* head = new QVBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    column->addLayout(head);
    column->addWidget(m_enabled);
}

void NodePage::addLive(QVBoxLayout* column)
{
    m_live = new QWidget(this);
    auto* inner = makeColumnLayout(m_live, 4);
    m_when = makeHeading(m_context.theme, m_live, {});
    m_when->setObjectName(QStringLiteral("node/when"));
    inner->addWidget(m_when);
    m_figures = new FigureList(m_context.theme, m_live);
    m_figures->setObjectName(QStringLiteral("node/figures"));
    m_reason = makeNote(m_context.theme, m_live);
    m_reason->hide();
    m_heldUp = makeNote(m_context.theme, m_live);
    m_heldUp->setObjectName(QStringLiteral("node/heldUp"));
    m_heldUp->setTextFormat(Qt::RichText);
    m_heldUp->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_heldUp->setToolTip(tr("Follows full queues to the node that does not take more. A click "
                            "selects a node."));
    m_heldUp->hide();
    connect(m_heldUp, &QLabel::linkActivated, this, [this](const QString& place) {
        const auto name = m_context.document.placeInView(place.toStdString());
        const model::NodeId node(name.value_or(std::string()));
        if (m_context.document.topology().find(node) != nullptr)
            m_context.document.selection()->selectNode(node);
    });
    inner->addWidget(m_figures);
    inner->addWidget(m_reason);
    inner->addWidget(m_heldUp);
    m_commands = new NodeCommands(m_node, m_context, m_live);
    inner->addWidget(m_commands);
    m_live->hide();
    column->addWidget(m_live);
}

void NodePage::addSettings(QVBoxLayout* column)
{
    const model::Node* node = m_context.document.topology().find(m_node);
    const auto settings = model::infoOf(node->role).settings;
    if (settings.empty())
        return;
    const std::vector<std::string> names = settingNames(node->role);
    m_resetSettings = new ResetHeading(
        tr("Settings"), QStringLiteral("settings/resetAll"),
        {.count =
             [this, names] {
                 const model::Node* now = m_context.document.topology().find(m_node);
                 return now == nullptr ? 0 : setFields(now->settings, names);
             },
         .reset =
             [this, names] {
                 TopologyDocument& document = m_context.document;
                 document.push(
                     tr("Reset the settings of %1").arg(nodeTitle(document.topology(), m_node)),
                     editNode(document.topology(), m_node, [&names](model::Node& changed) {
                         for (const std::string& name : names)
                             changed.settings.remove(name);
                     }));
             }},
        m_context, this);
    column->addWidget(m_resetSettings);
    for (const model::SettingInfo& setting : settings) {
        m_fields.push_back(makeSettingField(setting, {m_node}, m_context, this));
        column->addWidget(m_fields.back());
    }
}

/// What an instance of a sub-topology has is changed where it is drawn: inside.
void NodePage::addPorts(QVBoxLayout* column)
{
    const model::Node* node = m_context.document.topology().find(m_node);
    column->addWidget(makeHeading(m_context.theme, this, tr("Ports")));
    for (const model::Socket& socket : node->sockets)
        column->addWidget(makeNote(
            m_context.theme, this,
            QStringLiteral("%1 · %2").arg(toText(socket.id.text()), toText(toText(socket.type)))));
    column->addWidget(makeNote(
        m_context.theme, this,
        node->sockets.empty()
            ? tr("No ports yet: open it, select a node and offer its sockets to the outside.")
            : tr("Sockets of nodes inside. All that stand for the same sub-topology share them.")));
    auto* open = makeTextButton(m_context.theme, this, tr("Open it"));
    open->setObjectName(QStringLiteral("openInside"));
    open->setToolTip(tr("Shows what is inside, to be edited"));
    // What follows takes this page away, and with it the button.
    const auto openIt = [this] {
        std::vector<model::NodeId> path = m_context.document.path();
        path.push_back(m_node);
        m_context.document.openInside(path);
    };
    connect(open, &QToolButton::clicked, this, openIt, Qt::QueuedConnection);
    column->addWidget(open, 0, Qt::AlignLeft);
}

void NodePage::addSockets(QVBoxLayout* column)
{
    const model::Node* node = m_context.document.topology().find(m_node);
    column->addWidget(makeHeading(m_context.theme, this, tr("Sockets")));
    if (node->sockets.empty())
        column->addWidget(makeNote(m_context.theme, this, tr("No sockets yet.")));
    for (const model::Socket& socket : node->sockets) {
        m_cards.push_back(new SocketCard({m_node, socket.id}, m_context, this));
        column->addWidget(m_cards.back());
    }
    auto* menu = new QMenu(this);
    for (const model::SocketSlot& slot : model::infoOf(node->role).slots) {
        if (!slot.many && socketsIn(*node, slot) > 0)
            continue;
        menu->addSection(toText(slot.name));
        for (const model::SocketType type : slot.types) {
            menu->addAction(toText(model::toText(type)), this,
                            [this, stem = std::string(slot.name), type] { addSocket(stem, type); });
        }
    }
    auto* add = makeTextButton(m_context.theme, this, tr("+ Add socket"));
    add->setObjectName(QStringLiteral("addSocket"));
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    add->setVisible(!menu->isEmpty());
    column->addWidget(add, 0, Qt::AlignLeft);
}

void NodePage::sync()
{
    const model::Node* node = m_context.document.topology().find(m_node);
    if (node == nullptr)
        return;
    m_title->showText(toText(node->name), toText(node->id.text()));
    const model::RoleInfo& role = model::infoOf(node->role);
    const QString label =
        node->unknownRole.empty() ? engineText(role.label) : toText(node->unknownRole);
    QString words = label;
    if (!role.summary.empty())
        words += QStringLiteral(" · ") + engineText(role.summary);
    m_subtitle->setText(words + QStringLiteral(" · ") + tr("id %1").arg(toText(m_node.text())));
    m_enabled->setChecked(node->enabled);
    if (m_resetSettings != nullptr)
        m_resetSettings->sync();
    for (ValueField* field : m_fields)
        field->sync();
    for (SocketCard* card : m_cards)
        card->sync();
}

void NodePage::refresh()
{
    const auto snapshot = m_context.session.latest();
    const auto index = m_context.session.nodeIndex(m_node);
    const bool known = snapshot && index && *index < snapshot->nodes.size();
    if (snapshot && !index && refreshInstance(*snapshot))
        return;
    m_live->setVisible(known);
    for (SocketCard* card : m_cards)
        card->refresh();
    m_commands->refresh();
    if (!known)
        return;
    m_when->setText(m_context.session.isActive() ? tr("Now") : tr("At the end of the run"));
    const metrics::NodeFigures& figures = snapshot->nodes[*index];
    m_figures->setRows(nodeRows(figures, m_context.theme.colors(), sidesOf(m_node, m_context)));
    const QString reason = engineText(m_context.session.reasonOf(figures));
    if (m_reason->text() != reason)
        m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    const QString heldUp =
        heldUpText(m_context.session, *snapshot, static_cast<std::uint32_t>(*index));
    // Set anew it would lose the keyboard's place in it.
    if (m_heldUp->text() != heldUp)
        m_heldUp->setText(heldUp);
    m_heldUp->setVisible(!heldUp.isEmpty());
}

/// False: it is no instance, or nothing inside of it has run.
bool NodePage::refreshInstance(const metrics::Snapshot& snapshot)
{
    const model::Node* node = m_context.document.topology().find(m_node);
    if (node == nullptr || !isInstance(*node))
        return false;
    std::vector<FigureList::Row> rows = instanceRows(m_node, snapshot, m_context);
    if (rows.empty())
        return false;
    m_when->setText(m_context.session.isActive() ? tr("Now") : tr("At the end of the run"));
    m_figures->setRows(std::move(rows));
    m_reason->hide();
    m_heldUp->hide();
    m_commands->refresh();
    m_live->show();
    return true;
}

void NodePage::addSocket(const std::string& stem, model::SocketType type)
{
    TopologyDocument& document = m_context.document;
    document.push(tr("Add %1 socket to %2")
                      .arg(toText(model::toText(type)), nodeTitle(document.topology(), m_node)),
                  editNode(document.topology(), m_node, [&stem, type](model::Node& node) {
                      model::Socket socket;
                      socket.id = model::SocketId(freeSocketId(node, stem));
                      socket.type = type;
                      node.sockets.push_back(socket);
                  }));
}

void NodePage::rename(const QString& name, const QString& gesture)
{
    TopologyDocument& document = m_context.document;
    const std::string text = name.toStdString();
    const model::Node* shown = document.topology().find(m_node);
    if (shown == nullptr || shown->name == text)
        return;
    document.push(
        tr("Rename %1").arg(nodeTitle(document.topology(), m_node)),
        editNode(document.topology(), m_node, [&text](model::Node& node) { node.name = text; }),
        gesture);
}

void NodePage::setEnabledInRun(bool enabled)
{
    TopologyDocument& document = m_context.document;
    const QString title = nodeTitle(document.topology(), m_node);
    document.push(enabled ? tr("Let %1 take part").arg(title) : tr("Leave out %1").arg(title),
                  editNode(document.topology(), m_node,
                           [enabled](model::Node& node) { node.enabled = enabled; }));
}

} // namespace topomq::ui
