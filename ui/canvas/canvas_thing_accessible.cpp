#include "ui/canvas/canvas_thing_accessible.h"

#include "ui/canvas/canvas_tooltip.h"
#include "ui/canvas/canvas_view.h"
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
    const auto* node = std::get_if<model::NodeId>(&m_thing);
    return node != nullptr ? geometry.node(*node) != nullptr
                           : geometry.link(std::get<model::LinkId>(m_thing)) != nullptr;
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
    const model::Link& link = *topology.find(std::get<model::LinkId>(m_thing));
    return Words::tr("Link %1, %2").arg(linkTitle(topology, link), linkTypes(topology, link));
}

QString CanvasThingAccessible::description() const
{
    const auto* node = std::get_if<model::NodeId>(&m_thing);
    const Hit hit = node != nullptr ? Hit(*node) : Hit(std::get<model::LinkId>(m_thing));
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

QRect CanvasThingAccessible::rect() const
{
    if (!isValid())
        return {};
    const CanvasScene& scene = m_view->scene();
    QRectF place;
    if (const auto* id = std::get_if<model::NodeId>(&m_thing))
        place = scene.geometry().node(*id)->rect;
    else
        place = instrumentRect(scene.picture(m_view->zoom()),
                               *scene.geometry().link(std::get<model::LinkId>(m_thing)));
    const QRect inView = m_view->viewRect(place);
    return {m_view->mapToGlobal(inView.topLeft()), inView.size()};
}

QAccessible::State CanvasThingAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const Selection& selection = *m_view->scene().document().selection();
    const auto* node = std::get_if<model::NodeId>(&m_thing);
    const bool selected = node != nullptr
        ? selection.nodes().contains(*node)
        : selection.links().contains(std::get<model::LinkId>(m_thing));
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
        selection.reveal({*node}, {});
    else
        selection.reveal({}, {std::get<model::LinkId>(m_thing)});
}

} // namespace topomq::ui
