#include "ui/shell/document_tab.h"

#include "engine/runtime/transport_probe.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/open_topology.h"
#include "ui/shell/canvas_menus.h"
#include "ui/shell/choice_bar.h"
#include "ui/shell/closed_tabs.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/file_places.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/palette_drops.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/tab_panels.h"

#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

DocumentTab::DocumentTab(const runtime::RoleFactory& factory,
                         Theme& theme,
                         FilePlaces& places,
                         FileController::IsOpenElsewhere isOpenElsewhere,
                         QWidget* parent)
    : QWidget(parent)
    , m_session(m_document, factory)
    , m_messages(new MessageBar(theme, this))
    , m_choices(new ChoiceBar(theme, this))
    , m_canvas(new CanvasView(m_document, &m_session, theme, this))
    , m_panels(new TabPanels(m_document, m_session, theme, *this))
    , m_files(new FileController(m_document, m_session, places, std::move(isOpenElsewhere), *this))
    , m_guard(new FileGuard(m_document, *m_files, *m_choices, this))
    , m_finder(new FindController(m_document, m_session, *m_canvas, this))
    , m_run(new RunController(m_document, m_session, *m_messages, *this))
    , m_drops(new PaletteDrops(m_document, *m_canvas, this))
    , m_menus(std::make_unique<CanvasMenus>(canvasMenus(m_canvas->canvasActions(), this)))
{
    m_document.setCapabilities(runtime::capabilities());
    layOut();
    connectParts();
}

DocumentTab::~DocumentTab()
{
    blockSignals(true);
    // All of them look at the document and the session, which are members: they go first.
    qDeleteAll(findChildren<QObject*>(QString(), Qt::FindDirectChildrenOnly));
}

void DocumentTab::layOut()
{
    m_bars = new QWidget(this);
    auto* bars = new QVBoxLayout(m_bars);
    bars->setContentsMargins(0, 0, 0, 0);
    bars->setSpacing(0);
    bars->addWidget(m_messages);
    bars->addWidget(m_choices);
    m_bars->installEventFilter(this);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas, 0, 0);
    layout->addWidget(m_bars, 0, 0, Qt::AlignTop);
    m_bars->raise();
    setFocusProxy(m_canvas);
}

bool DocumentTab::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_bars && event->type() == QEvent::Resize)
        m_canvas->setTopCovered(m_bars->height());
    return QWidget::eventFilter(object, event);
}

void DocumentTab::connectParts()
{
    const auto say = [this](MessageBar::Tone tone) {
        return [this, tone](const QString& text) {
            m_messages->say(MessageBar::Topic::File, tone, text);
        };
    };
    connect(m_files, &FileController::failed, this, say(MessageBar::Tone::Error));
    connect(m_guard, &FileGuard::failed, this, say(MessageBar::Tone::Error));
    connect(m_canvas, &CanvasView::pasteRefused, this, say(MessageBar::Tone::Warning));
    for (const auto signal : {&TopologyDocument::titleChanged, &TopologyDocument::wasReset})
        connect(&m_document, signal, this, &DocumentTab::looksChanged);
    connect(&m_session, &RunSession::stateChanged, this, &DocumentTab::looksChanged);
    connect(m_messages, &MessageBar::turned, this, &DocumentTab::looksChanged);
    connect(m_choices, &ChoiceBar::turned, this, &DocumentTab::looksChanged);
}

void DocumentTab::take(OpenResult result, const QString& path)
{
    m_messages->hide();
    m_document.reset(std::move(result.topology), result.isImported ? QString() : path,
                     result.digest);
    if (!result.note.isEmpty())
        m_messages->say(MessageBar::Topic::File, MessageBar::Tone::Information, result.note);
}

void DocumentTab::takeBack(const ClosedTab& closed)
{
    m_messages->hide();
    if (closed.isModified) {
        m_guard->bringBack(closed.work);
        return;
    }
    const KeptWork& work = closed.work;
    OpenResult file = openTopologyFile(work.path);
    if (!work.path.isEmpty() && file.isOpen()) {
        take(std::move(file), work.path);
        return;
    }
    // What is here is whole: that the file is not, or is gone, is told like any other change of it.
    m_document.reset(work.topology, work.path, work.fileDigest);
    // One that cannot be read holds it no more than one that is gone.
    if (QFileInfo::exists(work.path))
        m_document.undoStack()->resetClean();
}

void DocumentTab::lookLike(const DocumentTab& other)
{
    const CanvasActions& theirs = other.m_canvas->canvasActions();
    for (const CanvasCommand each :
         {CanvasCommand::Motion, CanvasCommand::Legend, CanvasCommand::Minimap})
        m_canvas->canvasActions()[each]->setChecked(theirs[each]->isChecked());
}

bool DocumentTab::isUntouched()
{
    // With steps to take back or to do again it is somebody's work, even if nothing stands there.
    return m_document.filePath().isEmpty() && m_document.undoStack()->count() == 0
        && !m_document.isModified() && !m_session.isActive()
        && m_document.root() == model::Topology();
}

bool DocumentTab::wantsALook() const
{
    return m_messages->isTrouble() || !m_choices->text().isEmpty();
}

} // namespace topomq::ui
