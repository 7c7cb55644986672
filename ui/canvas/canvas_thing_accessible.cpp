#include "ui/canvas/canvas_thing_accessible.h"

#include "ui/canvas/canvas_tooltip.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/drawing_tooltip.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QTextDocumentFragment>

#include <utility>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasThingAccessible)
};

QString nameOf(const model::Node& node)
{
    QStringList words{QString::fromStdString(node.title()), roleLabel(node)};
    for (const model::Socket& socket : node.sockets) {
        const std::string_view type = model::toText(socket.type);
        words << QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size()));
    }
    if (!node.enabled)
        words << Words::tr("left out of the run");
    return words.join(QStringLiteral(", "));
}

QString nameOf(const model::Group& group, const GroupBox& box)
{
    QStringList words{group.title.empty() ? groupTitle(group)
                                          : Words::tr("Group %1").arg(groupTitle(group)),
                      memberCountText(box.members.size())};
    if (box.collapsed)
        words << Words::tr("collapsed");
    return words.join(QStringLiteral(", "));
}

QString nameOf(const model::Note& note)
{
    const QString first = plainText(note).section(QLatin1Char('\n'), 0, 0);
    return first.isEmpty() ? Words::tr("Empty note") : Words::tr("Note: %1").arg(first);
}

} // namespace

CanvasThingAccessible::CanvasThingAccessible(CanvasView* view, CanvasAccessible::Thing thing)
    : m_view(view)
    , m_thing(std::move(thing))
{ }

bool CanvasThingAccessible::isValid() const
{
    if (m_view == nullptr)
        return false;
    const CanvasGeometry& geometry = m_view->scene().geometry();
    if (const auto* node = std::get_if<model::NodeId>(&m_thing))
        return geometry.node(*node) != nullptr;
    if (const auto* link = std::get_if<model::LinkId>(&m_thing))
        return geometry.link(*link) != nullptr;
    if (const auto* group = std::get_if<model::GroupId>(&m_thing))
        return geometry.group(*group) != nullptr;
    return geometry.note(std::get<model::NoteId>(m_thing)) != nullptr;
}

QAccessible::Role CanvasThingAccessible::role() const
{
    if (std::holds_alternative<model::GroupId>(m_thing))
        return QAccessible::Grouping;
    return std::holds_alternative<model::NoteId>(m_thing) ? QAccessible::Note
                                                          : QAccessible::Graphic;
}

QWindow* CanvasThingAccessible::window() const
{
    return m_view == nullptr ? nullptr : m_view->window()->windowHandle();
}

QAccessibleInterface* CanvasThingAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_view);
}

QString CanvasThingAccessible::name() const
{
    const model::Topology& topology = m_view->scene().document().topology();
    if (const auto* id = std::get_if<model::NodeId>(&m_thing))
        return nameOf(*topology.find(*id));
    if (const auto* id = std::get_if<model::GroupId>(&m_thing))
        return nameOf(*topology.find(*id), *m_view->scene().geometry().group(*id));
    if (const auto* id = std::get_if<model::NoteId>(&m_thing))
        return nameOf(*topology.find(*id));
    const model::Link& link = *topology.find(std::get<model::LinkId>(m_thing));
    return Words::tr("Link %1, %2").arg(linkTitle(topology, link), linkTypes(topology, link));
}

QString CanvasThingAccessible::description() const
{
    const Hit hit = std::visit([](const auto& id) { return Hit(id); }, m_thing);
    return QTextDocumentFragment::fromHtml(tooltipFor(m_view->scene(), hit)).toPlainText();
}

QString CanvasThingAccessible::text(QAccessible::Text text) const
{
    if (!isValid())
        return {};
    if (text == QAccessible::Name)
        return name();
    return text == QAccessible::Description ? description() : QString();
}

QRectF CanvasThingAccessible::place() const
{
    const CanvasScene& scene = m_view->scene();
    const CanvasGeometry& geometry = scene.geometry();
    if (const auto* node = std::get_if<model::NodeId>(&m_thing))
        return geometry.node(*node)->rect;
    if (const auto* group = std::get_if<model::GroupId>(&m_thing))
        return geometry.group(*group)->rect;
    if (const auto* note = std::get_if<model::NoteId>(&m_thing))
        return geometry.note(*note)->rect;
    return instrumentRect(scene.picture(m_view->zoom()),
                          *geometry.link(std::get<model::LinkId>(m_thing)));
}

QRect CanvasThingAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRect inView = m_view->viewRect(place());
    return {m_view->mapToGlobal(inView.topLeft()), inView.size()};
}

bool CanvasThingAccessible::isSelected() const
{
    const Selection& selection = *m_view->scene().document().selection();
    if (const auto* node = std::get_if<model::NodeId>(&m_thing))
        return selection.nodes().contains(*node);
    if (const auto* link = std::get_if<model::LinkId>(&m_thing))
        return selection.links().contains(*link);
    if (const auto* group = std::get_if<model::GroupId>(&m_thing))
        return selection.groups().contains(*group);
    return selection.notes().contains(std::get<model::NoteId>(m_thing));
}

QAccessible::State CanvasThingAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const bool selected = isSelected();
    state.focusable = true;
    state.selectable = true;
    state.selected = selected;
    state.focused = selected && m_view->hasFocus();
    state.offscreen =
        !m_view->rect().intersects(QRect(m_view->mapFromGlobal(rect().topLeft()), rect().size()));
    return state;
}

void* CanvasThingAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

void CanvasThingAccessible::doAction(const QString& name)
{
    if (name != pressAction() || !isValid())
        return;
    Selection& selection = *m_view->scene().document().selection();
    if (const auto* node = std::get_if<model::NodeId>(&m_thing))
        return selection.reveal({*node}, {});
    if (const auto* link = std::get_if<model::LinkId>(&m_thing))
        return selection.reveal({}, {*link});
    if (const auto* group = std::get_if<model::GroupId>(&m_thing))
        selection.selectGroup(*group);
    else
        selection.selectNote(std::get<model::NoteId>(m_thing));
    Q_EMIT selection.revealRequested();
}

} // namespace topomq::ui
