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
    if (!selection.groups().empty())
        return *selection.groups().begin();
    if (!selection.notes().empty())
        return *selection.notes().begin();
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
    return floating()
        + static_cast<int>(geometry.nodes().size() + geometry.links().size()
                           + geometry.groups().size() + geometry.notes().size());
}

QAccessibleInterface* CanvasAccessible::child(int index) const
{
    if (index < floating())
        return QAccessibleWidget::child(index);
    const CanvasGeometry& geometry = view().scene().geometry();
    auto at = static_cast<std::size_t>(index - floating());
    QAccessibleInterface* found = nullptr;
    // True: it is one of these.
    const auto isIn = [&](const auto& boxes) {
        if (at < boxes.size())
            found = interfaceOf(boxes[at].id);
        else
            at -= boxes.size();
        return found != nullptr;
    };
    const bool isThere = isIn(geometry.nodes()) || isIn(geometry.links()) || isIn(geometry.groups())
        || isIn(geometry.notes());
    return isThere ? found : nullptr;
}

int CanvasAccessible::indexOf(const Thing& thing) const
{
    const CanvasGeometry& geometry = view().scene().geometry();
    auto at = static_cast<std::ptrdiff_t>(floating());
    const auto within = [&at](const auto* box, const auto& boxes) {
        const std::ptrdiff_t index = box == nullptr ? -1 : at + (box - boxes.data());
        at += static_cast<std::ptrdiff_t>(boxes.size());
        return static_cast<int>(index);
    };
    const auto* node = std::get_if<model::NodeId>(&thing);
    const int ofNode = within(node ? geometry.node(*node) : nullptr, geometry.nodes());
    const auto* link = std::get_if<model::LinkId>(&thing);
    const int ofLink = within(link ? geometry.link(*link) : nullptr, geometry.links());
    const auto* group = std::get_if<model::GroupId>(&thing);
    const int ofGroup = within(group ? geometry.group(*group) : nullptr, geometry.groups());
    const auto* note = std::get_if<model::NoteId>(&thing);
    const int ofNote = within(note ? geometry.note(*note) : nullptr, geometry.notes());
    return std::max({ofNode, ofLink, ofGroup, ofNote});
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
    if (const auto* group = std::get_if<model::GroupId>(&hit))
        return interfaceOf(*group);
    if (const auto* note = std::get_if<model::NoteId>(&hit))
        return interfaceOf(*note);
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
    const auto count = [](const auto& things) { return static_cast<int>(things.size()); };
    QStringList words{Words::tr("%n node(s)", nullptr, count(topology.nodes)),
                      Words::tr("%n link(s)", nullptr, count(topology.links))};
    if (!topology.groups.empty())
        words << Words::tr("%n group(s)", nullptr, count(topology.groups));
    if (!topology.notes.empty())
        words << Words::tr("%n note(s)", nullptr, count(topology.notes));
    return words.join(QStringLiteral(", "));
}

} // namespace topomq::ui
