#include "ui/canvas/canvas_actions.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/selection.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QMetaEnum>

#include <algorithm>

namespace topomq::ui {

CanvasActions::CanvasActions(CanvasView& view, Theme& theme)
    : QObject(&view)
    , m_view(view)
    , m_theme(theme)
{
    makeEditing();
    makeGestures();
    makeReuse();
    makeDrawing();
    makeArranging();
    makeViewing();
    makeRunning();
    // Keys that mean something in text fields too act only while the canvas has the focus itself:
    // its forms and fields are children of it.
    for (const auto& [command, action] : m_actions) {
        if (command < CanvasCommand::ZoomIn)
            action->setShortcutContext(Qt::WidgetShortcut);
    }
    (*this)[CanvasCommand::Legend]->setShortcutContext(Qt::WidgetShortcut);
    (*this)[CanvasCommand::ZoomSelection]->setShortcutContext(Qt::WidgetShortcut);
    view.addActions(all());
    connect(&theme, &Theme::changed, this, &CanvasActions::restoreIcons);
    setSelection(Selection(), model::Topology());
    setRun(nullptr, Selection());
}

QAction* CanvasActions::make(CanvasCommand command,
                             const QString& text,
                             const QList<QKeySequence>& keys,
                             const QString& tip,
                             const QString& icon)
{
    auto* action = new QAction(text, this);
    // A name that stays the same in every language: changed keys are remembered by it.
    action->setObjectName(QStringLiteral("canvas")
                          + QString::fromLatin1(QMetaEnum::fromType<CanvasCommand>().valueToKey(
                              static_cast<int>(command))));
    action->setShortcuts(keys);
    action->setStatusTip(tip);
    if (!icon.isEmpty()) {
        m_icons.emplace(command, icon);
        action->setIcon(m_theme.icon(icon));
    }
    m_actions.emplace(command, action);
    return action;
}

void CanvasActions::makeEditing()
{
    using enum CanvasCommand;
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, &m_view, slot);
    };
    on(make(Cut, tr("Cu&t"), {QKeySequence::Cut}, tr("Copies the selected nodes and removes them"),
            QStringLiteral("cut")),
       &CanvasView::cut);
    on(make(Copy, tr("&Copy"), {QKeySequence::Copy},
            tr("Copies the selected nodes with the links among them as JSON text"),
            QStringLiteral("copy")),
       &CanvasView::copy);
    on(make(Paste, tr("&Paste"), {QKeySequence::Paste}, tr("Adds the nodes that were copied"),
            QStringLiteral("paste")),
       &CanvasView::paste);
    on(make(Duplicate, tr("D&uplicate"), {QKeySequence(Qt::CTRL | Qt::Key_D)},
            tr("Copies the selected nodes beside themselves"), QStringLiteral("duplicate")),
       &CanvasView::duplicate);
    on(make(Delete, tr("&Delete"), {QKeySequence(Qt::Key_Delete), QKeySequence(Qt::Key_Backspace)},
            tr("Removes the selected nodes and links"), QStringLiteral("remove")),
       &CanvasView::deleteSelection);
    on(make(SelectAll, tr("Select &all"), {QKeySequence::SelectAll},
            tr("Selects all nodes and links"), QStringLiteral("select-all")),
       &CanvasView::selectAll);
    on(make(QuickAdd, tr("Add a &node…"), {QKeySequence(Qt::Key_Insert)},
            tr("Offers the roles that a new node can have; Space does the same"),
            QStringLiteral("add")),
       &CanvasView::quickAdd);
    on(make(ToggleEnabled, tr("Leave out of the run, or &take part"),
            {QKeySequence(Qt::CTRL | Qt::Key_E)},
            tr("The selection stays in the file but does not run"), QStringLiteral("leave-out")),
       &CanvasView::toggleEnabled);
    on(make(EditSelection, tr("Pr&operties…"), {},
            tr("Shows the selection in the inspector (Enter)"), QStringLiteral("settings")),
       &CanvasView::editRequested);
}

void CanvasActions::makeGestures()
{
    using enum CanvasCommand;
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, &m_view, slot);
    };
    on(make(DuplicateWithLinks, tr("Duplicate &with links"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)},
            tr("Copies the selected nodes with their links to all other nodes"),
            QStringLiteral("duplicate-links")),
       &CanvasView::duplicateWithLinks);
    on(make(Multiply, tr("&Multiply…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)},
            tr("Makes several of the selected nodes, each with the same links"),
            QStringLiteral("multiply")),
       &CanvasView::multiply);
    on(make(DeleteAndReconnect, tr("Delete and rec&onnect"),
            {QKeySequence(Qt::CTRL | Qt::Key_Delete), QKeySequence(Qt::CTRL | Qt::Key_Backspace)},
            tr("Removes the selected nodes and links the neighbours on both sides"),
            QStringLiteral("reconnect")),
       &CanvasView::deleteAndReconnect);
    on(make(MarkLinkStart, tr("Links start at these nod&es"),
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L)},
            tr("Remembers the selected nodes; then select where the links end and press Ctrl+L"),
            QStringLiteral("link-start")),
       &CanvasView::markLinkStart);
    on(make(LinkSelection, tr("&Link the selected nodes"), {QKeySequence(Qt::CTRL | Qt::Key_L)},
            tr("Links each marked node, or each node of one kind, with each of the others"),
            QStringLiteral("link")),
       &CanvasView::linkSelection);
    on(make(NextLink, tr("Select the ne&xt link"), {QKeySequence(Qt::Key_K)},
            tr("Goes from link to link of the selected nodes, or of all"), QStringLiteral("link")),
       &CanvasView::nextLink);
    on(make(FlipBindSide, tr("&Flip bind side"), {QKeySequence(Qt::Key_F)},
            tr("Lets the other end of the selected link bind"), QStringLiteral("flip")),
       &CanvasView::flipBindSide);
    on(make(SecureLink, tr("Sec&ure this link (CURVE)"), {},
            tr("Encrypts the link and lets only its own peers in; the keys are made for you"),
            QStringLiteral("secure")),
       &CanvasView::secureLinks);
}

void CanvasActions::makeDrawing()
{
    using enum CanvasCommand;
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, &m_view, slot);
    };
    on(make(AddNote, tr("Add a n&ote"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
            tr("Puts a text on the canvas, written in Markdown"), QStringLiteral("note")),
       &CanvasView::addNote);
    on(make(Group, tr("&Group"), {QKeySequence(Qt::CTRL | Qt::Key_G)},
            tr("Draws a frame with a title around the selected nodes"), QStringLiteral("group")),
       &CanvasView::groupSelection);
    on(make(Ungroup, tr("U&ngroup"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)},
            tr("Takes the frame away; its nodes stay"), QStringLiteral("ungroup")),
       &CanvasView::ungroupSelection);
    on(make(FoldGroup, tr("Colla&pse or open the group"), {QKeySequence(Qt::Key_Period)},
            tr("Shows the group as one card with the totals of its nodes, or its nodes again"),
            QStringLiteral("fold")),
       &CanvasView::foldSelection);
    on(make(Rename, tr("&Rename or write"), {QKeySequence(Qt::Key_F2)},
            tr("The title of the group or the text of the note, where it stands"),
            QStringLiteral("rename")),
       &CanvasView::renameSelection);
    on(make(AddBend, tr("Add &bend point"), {QKeySequence(Qt::Key_B)},
            tr("A point that the link passes; Alt and drag on the link does the same"),
            QStringLiteral("bend")),
       &CanvasView::addBend);
    on(make(RemoveBends, tr("Remo&ve bend points"), {QKeySequence(Qt::SHIFT | Qt::Key_B)},
            tr("Lets the selected links take the direct way"), QStringLiteral("straight")),
       &CanvasView::removeBends);
}

void CanvasActions::makeArranging()
{
    using enum CanvasCommand;
    connect(make(Arrange, tr("A&rrange"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)},
                 tr("Lays out all nodes from left to right along the links"),
                 QStringLiteral("layout")),
            &QAction::triggered, &m_view, &CanvasView::arrange);
    connect(make(ArrangeSelection, tr("Arran&ge the selection"),
                 {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R)},
                 tr("Lays out the selected nodes alone, clear of the others"),
                 QStringLiteral("layout-part")),
            &QAction::triggered, &m_view, &CanvasView::arrangeSelection);
    const auto align = [this](CanvasCommand command, Alignment alignment, int key,
                              const QString& text, const QString& tip, const QString& icon = {}) {
        const bool arrow = key >= Qt::Key_Left && key <= Qt::Key_Down;
        const auto held = arrow ? Qt::CTRL | Qt::SHIFT : Qt::CTRL | Qt::ALT;
        connect(make(command, text, {QKeySequence(held | Qt::Key(key))}, tip, icon),
                &QAction::triggered, &m_view,
                [this, alignment] { m_view.alignSelection(alignment); });
    };
    align(AlignLeft, Alignment::Left, Qt::Key_Left, tr("Align &left"),
          tr("Left edges of the selected nodes below each other"), QStringLiteral("align-left"));
    align(AlignVertically, Alignment::Centre, Qt::Key_C, tr("Align in a &column"),
          tr("Selected nodes below each other"), QStringLiteral("align"));
    align(AlignRight, Alignment::Right, Qt::Key_Right, tr("Align r&ight"),
          tr("Right edges of the selected nodes below each other"), QStringLiteral("align-right"));
    align(AlignTop, Alignment::Top, Qt::Key_Up, tr("Align &top"),
          tr("Top edges of the selected nodes beside each other"), QStringLiteral("align-top"));
    align(AlignHorizontally, Alignment::Middle, Qt::Key_M, tr("Align in a r&ow"),
          tr("Selected nodes beside each other"), QStringLiteral("align-row"));
    align(AlignBottom, Alignment::Bottom, Qt::Key_Down, tr("Align &bottom"),
          tr("Bottom edges of the selected nodes beside each other"),
          QStringLiteral("align-bottom"));
    const auto distribute = [this](QAction* action, Qt::Orientation axis) {
        connect(action, &QAction::triggered, &m_view,
                [this, axis] { m_view.distributeSelection(axis); });
    };
    distribute(make(DistributeHorizontally, tr("Distribute &horizontally"),
                    {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H)},
                    tr("The same distance from left to right between the selected nodes"),
                    QStringLiteral("distribute-h")),
               Qt::Horizontal);
    distribute(make(DistributeVertically, tr("Distribute &vertically"),
                    {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_V)},
                    tr("The same distance from top to bottom between the selected nodes"),
                    QStringLiteral("distribute-v")),
               Qt::Vertical);
}

QAction* CanvasActions::arrangeMenu(QWidget* parent) const
{
    using enum CanvasCommand;
    const CanvasActions& actions = *this;
    auto* menu = new QMenu(tr("Arran&ge and align"), parent);
    menu->addActions({actions[Arrange], actions[ArrangeSelection]});
    menu->addSeparator();
    menu->addActions({actions[AlignLeft], actions[AlignVertically], actions[AlignRight]});
    menu->addSeparator();
    menu->addActions({actions[AlignTop], actions[AlignHorizontally], actions[AlignBottom]});
    menu->addSeparator();
    menu->addActions({actions[DistributeHorizontally], actions[DistributeVertically]});
    return menu->menuAction();
}

void CanvasActions::makeViewing()
{
    using enum CanvasCommand;
    const auto on = [this](QAction* action, auto slot) {
        connect(action, &QAction::triggered, &m_view, slot);
    };
    on(make(ZoomIn, tr("Zoom &in"),
            {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
            tr("Shows the canvas larger"), QStringLiteral("zoom-in")),
       &CanvasView::zoomIn);
    on(make(ZoomOut, tr("Zoom &out"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
            tr("Shows the canvas smaller"), QStringLiteral("zoom-out")),
       &CanvasView::zoomOut);
    on(make(ZoomFit, tr("Zoom to &fit"), {QKeySequence(Qt::CTRL | Qt::Key_0)},
            tr("Shows the whole topology"), QStringLiteral("fit")),
       &CanvasView::zoomFit);
    on(make(ZoomSelection, tr("Zoom to &selection"), {QKeySequence(Qt::CTRL | Qt::Key_2)},
            tr("Shows the selected nodes and links"), QStringLiteral("zoom-selection")),
       &CanvasView::zoomSelection);
    on(make(ZoomReset, tr("&100 %"), {QKeySequence(Qt::CTRL | Qt::Key_1)},
            tr("Shows the canvas at its own size"), QStringLiteral("zoom-reset")),
       &CanvasView::zoomReset);
    const auto toggle = [this](QAction* action, bool checked, auto slot) {
        action->setCheckable(true);
        action->setChecked(checked);
        connect(action, &QAction::toggled, &m_view, slot);
    };
    toggle(make(Motion, tr("&Moving messages"), {QKeySequence(Qt::CTRL | Qt::Key_M)},
                tr("Shows messages that travel along the links while running"),
                QStringLiteral("motion")),
           true, &CanvasView::setMotion);
    toggle(make(Legend, tr("&Legend"), {QKeySequence(Qt::Key_L)},
                tr("Says what shapes and colours mean"), QStringLiteral("legend")),
           false, &CanvasView::setLegendVisible);
    toggle(make(Minimap, tr("&Overview"), {}, tr("The whole canvas in its corner"),
                QStringLiteral("overview")),
           true, &CanvasView::setMinimapVisible);
}

QList<QAction*> CanvasActions::all() const
{
    QList<QAction*> actions;
    for (const auto& [command, action] : m_actions)
        actions << action;
    return actions;
}

void CanvasActions::restoreIcons()
{
    for (const auto& [command, icon] : m_icons)
        m_actions.at(command)->setIcon(m_theme.icon(icon));
}

} // namespace topomq::ui
