#include "ui/canvas/canvas_accessible.h"

#include "ui/canvas/canvas_thing_accessible.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>

#include <algorithm>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasAccessible)
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* view = qobject_cast<CanvasView*>(object);
    return view == nullptr ? nullptr : new CanvasAccessible(view);
}

/// The thing that the keys act on: the first that is selected.
std::optional<CanvasAccessible::Thing> focusOf(CanvasView& view)
{
    const Selection& selection = *view.scene().document().selection();
    if (!selection.nodes().empty())
        return *selection.nodes().begin();
    if (!selection.links().empty())
        return *selection.links().begin();
    return std::nullopt;
}

} // namespace

CanvasAccessible::CanvasAccessible(CanvasView* view)
    : QAccessibleWidget(view, QAccessible::Canvas)
{ }

CanvasAccessible::~CanvasAccessible()
{
    for (const auto& [thing, id] : m_known)
        QAccessible::deleteAccessibleInterface(id);
}

void CanvasAccessible::install()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    static_cast<void>(once);
}

void CanvasAccessible::announceSelection(CanvasView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleInterface* canvas = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface* focus = canvas == nullptr ? nullptr : canvas->focusChild();
    if (focus == nullptr)
        return;
    for (const QAccessible::Event what : {QAccessible::Focus, QAccessible::Selection}) {
        QAccessibleEvent event(focus, what);
        QAccessible::updateAccessibility(&event);
    }
}

void CanvasAccessible::announceChange(CanvasView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

CanvasView& CanvasAccessible::view() const
{
    return *static_cast<CanvasView*>(widget());
}

int CanvasAccessible::childCount() const
{
    const CanvasGeometry& geometry = view().scene().geometry();
    return floating() + static_cast<int>(geometry.nodes().size() + geometry.links().size());
}

QAccessibleInterface* CanvasAccessible::child(int index) const
{
    if (index < floating())
        return QAccessibleWidget::child(index);
    const CanvasGeometry& geometry = view().scene().geometry();
    auto at = static_cast<std::size_t>(index - floating());
    if (at < geometry.nodes().size())
        return interfaceOf(geometry.nodes()[at].id);
    at -= geometry.nodes().size();
    return at < geometry.links().size() ? interfaceOf(geometry.links()[at].id) : nullptr;
}

int CanvasAccessible::indexOf(const Thing& thing) const
{
    const CanvasGeometry& geometry = view().scene().geometry();
    const auto nodes = static_cast<int>(geometry.nodes().size());
    if (const auto* id = std::get_if<model::NodeId>(&thing)) {
        const NodeBox* box = geometry.node(*id);
        return box == nullptr ? -1 : floating() + static_cast<int>(box - geometry.nodes().data());
    }
    const LinkCurve* curve = geometry.link(std::get<model::LinkId>(thing));
    return curve == nullptr
        ? -1
        : floating() + nodes + static_cast<int>(curve - geometry.links().data());
}

int CanvasAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* thing = dynamic_cast<const CanvasThingAccessible*>(child);
    return thing == nullptr ? QAccessibleWidget::indexOfChild(child) : indexOf(thing->thing());
}

QAccessibleInterface* CanvasAccessible::interfaceOf(const Thing& thing) const
{
    const auto known = m_known.find(thing);
    if (known != m_known.end())
        return QAccessible::accessibleInterface(known->second);
    auto* made = new CanvasThingAccessible(&view(), thing);
    m_known.emplace(thing, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface* CanvasAccessible::childAt(int x, int y) const
{
    const QPointF place = view().sceneAt(view().mapFromGlobal(QPoint(x, y)));
    const Hit hit = hitAt(view().scene(), place, view().zoom());
    if (const auto* port = std::get_if<model::SocketRef>(&hit))
        return interfaceOf(port->node);
    if (const auto* node = std::get_if<model::NodeId>(&hit))
        return interfaceOf(*node);
    if (const auto* link = std::get_if<model::LinkId>(&hit))
        return interfaceOf(*link);
    return QAccessibleWidget::childAt(x, y);
}

QAccessibleInterface* CanvasAccessible::focusChild() const
{
    const auto focus = focusOf(view());
    if (focus && view().hasFocus() && indexOf(*focus) >= 0)
        return interfaceOf(*focus);
    return QAccessibleWidget::focusChild();
}

QString CanvasAccessible::text(QAccessible::Text text) const
{
    if (text != QAccessible::Description)
        return QAccessibleWidget::text(text);
    const model::Topology& topology = view().scene().document().topology();
    return Words::tr("%n node(s)", nullptr, static_cast<int>(topology.nodes.size()))
        + QStringLiteral(", ")
        + Words::tr("%n link(s)", nullptr, static_cast<int>(topology.links.size()));
}

} // namespace topomq::ui
