#include "ui/wire/wire_panel.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/wire/wire_column.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <set>

namespace topomq::ui {

namespace {

/// A longer name is cut, so that it does not make the window wider.
constexpr int kWidestChoice = 320;

constexpr std::chrono::milliseconds kPeriod{250};

model::LinkId linkIn(const QComboBox& box)
{
    return model::LinkId(box.currentData().toString().toStdString());
}

void setLinkIn(QComboBox& box, const model::LinkId& link)
{
    box.setCurrentIndex(std::max(0, box.findData(QString::fromStdString(link.text()))));
}

} // namespace

WirePanel::WirePanel(TopologyDocument& document,
                     RunSession& session,
                     const Theme& theme,
                     QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    auto* splitter = new QSplitter(this);
    m_column = new WireColumn(document, session, theme, splitter);
    m_second = new WireColumn(document, session, theme, splitter);
    m_column->setObjectName(QStringLiteral("wireFirst"));
    m_second->setObjectName(QStringLiteral("wireSecond"));
    m_second->hide();
    splitter->setChildrenCollapsible(false);
    rows->addWidget(splitter, 1);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kPeriod);
    connect(&m_refresh, &QTimer::timeout, this, &WirePanel::refresh);
    connect(&session, &RunSession::updated, this, [this] {
        if (!m_refresh.isActive() && isVisible())
            m_refresh.start();
    });
    connect(&session, &RunSession::stateChanged, this, &WirePanel::refresh);
    connect(&session, &RunSession::started, this, &WirePanel::refresh);
    connect(&document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        if (!change.layoutOnly)
            fillChoices();
    });
    connect(&document, &TopologyDocument::wasReset, this, &WirePanel::fillChoices);
    connect(&document, &TopologyDocument::insideChanged, this, &WirePanel::fillChoices);
    connect(document.selection(), &Selection::changed, this, &WirePanel::takeSelection);
    fillChoices();
    takeSelection();
}

QWidget* WirePanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    m_choice = new QComboBox(bar);
    m_choice->setObjectName(QStringLiteral("wireLink"));
    m_choice->setAccessibleName(tr("Link whose bytes are shown"));
    m_record = new QCheckBox(tr("&Record the bytes on the wire"), bar);
    m_record->setObjectName(QStringLiteral("recordWire"));
    m_beside = new QComboBox(bar);
    m_beside->setObjectName(QStringLiteral("wireBeside"));
    m_beside->setAccessibleName(tr("Link to be shown beside it"));
    for (QComboBox* box : {m_choice, m_beside}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMaximumWidth(kWidestChoice);
    }
    auto* link = new QLabel(tr("&Link"), bar);
    link->setBuddy(m_choice);
    auto* beside = new QLabel(tr("&Beside it"), bar);
    beside->setBuddy(m_beside);
    row->addWidget(link);
    row->addWidget(m_choice);
    row->addSpacing(12);
    row->addWidget(m_record);
    row->addStretch(1);
    row->addWidget(beside);
    row->addWidget(m_beside);
    connect(m_choice, &QComboBox::activated, this, [this] {
        const model::LinkId chosen = linkIn(*m_choice);
        if (chosen.isEmpty())
            m_document.selection()->clear();
        else
            m_document.selection()->selectLink(chosen);
    });
    connect(m_beside, &QComboBox::activated, this,
            [this] { showLinks(m_column->link(), linkIn(*m_beside)); });
    connect(m_record, &QCheckBox::clicked, this, &WirePanel::setRecorded);
    return bar;
}

void WirePanel::showEvent(QShowEvent* event)
{
    refresh();
    QWidget::showEvent(event);
}

void WirePanel::fillChoices()
{
    const model::Topology& topology = m_document.topology();
    for (QComboBox* box : {m_choice, m_beside}) {
        box->clear();
        box->addItem(box == m_choice ? tr("None") : tr("Nothing"), QString());
        for (const model::Link& link : topology.links) {
            const QString title = linkTitle(topology, link);
            box->addItem(link.recordWire ? tr("%1 (recorded)").arg(title) : title,
                         QString::fromStdString(link.id.text()));
        }
    }
    const auto known = [](const WireColumn& column) {
        return column.isLinkInView() ? column.link() : model::LinkId();
    };
    showLinks(known(*m_column), known(*m_second));
}

/// Two selected links stand side by side. Nodes do not concern this view, and neither does nothing.
void WirePanel::takeSelection()
{
    const std::set<model::LinkId>& links = m_document.selection()->links();
    if (links.empty())
        return;
    if (links.contains(m_column->link()) && links.size() == 1)
        return;
    const model::LinkId first = *links.begin();
    showLinks(first, links.size() == 2 ? *links.rbegin() : m_second->link());
}

void WirePanel::showLinks(const model::LinkId& link, const model::LinkId& beside)
{
    const model::LinkId second = beside == link ? model::LinkId() : beside;
    m_column->setLink(link);
    m_second->setLink(second);
    m_second->setVisible(!second.isEmpty());
    setLinkIn(*m_choice, link);
    setLinkIn(*m_beside, second);
    showSwitch();
}

void WirePanel::showSwitch()
{
    const model::Link* link = m_document.topology().find(m_column->link());
    const QString why =
        link == nullptr ? tr("Select a link first.") : whyNotRecorded(m_document, m_column->link());
    // What is on can always be switched off.
    m_record->setEnabled(link != nullptr && (why.isEmpty() || link->recordWire));
    m_record->setChecked(link != nullptr && link->recordWire);
    m_record->setToolTip(
        !why.isEmpty()
            ? why
            : tr("Leads the link through a relay on this machine that keeps the first 64 KiB of "
                 "each direction and passes on everything unchanged: a hop more, so latencies grow "
                 "a little. While it runs the link connects anew; what is on its way then is lost "
                 "and counted."));
}

void WirePanel::setRecorded(bool recorded)
{
    const model::Link* link = m_document.topology().find(m_column->link());
    if (link == nullptr || link->recordWire == recorded)
        return;
    model::Link changed = *link;
    changed.recordWire = recorded;
    m_document.push(recorded ? tr("Record the bytes of a link") : tr("Stop recording a link"),
                    model::ReplaceLink{changed});
}

void WirePanel::refresh()
{
    if (!isVisible())
        return;
    m_column->refresh();
    m_second->refresh();
}

} // namespace topomq::ui
