#include "ui/inspector/detail_choice.h"

#include "ui/document/topology_document.h"
#include "ui/session/message_watch.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"

namespace topomq::ui {

DetailChoice::DetailChoice(const model::LinkId& link,
                           const InspectorContext& context,
                           QWidget* parent)
    : ChoiceBox(parent)
    , m_place(PlanNames(context.document.path()).placeOf(link))
    , m_session(context.session)
{
    setObjectName(QStringLiteral("link/detail"));
    addItems({tr("counts"), tr("counts, latency"), tr("counts, latency, messages")});
    const QString tips[]{
        tr("Messages, bytes and drops. Latency is not measured and stays unknown."),
        tr("Also how long each message was under way."),
        tr("Also copies of messages as they pass; the tab Messages shows them."),
    };
    for (int i = 0; i < count(); ++i)
        setItemData(i, tips[i], Qt::ToolTipRole);
    setToolTip(tr("What is measured of this link, from the next message on"));
    sync();
    connect(this, &QComboBox::activated, this, [this](int index) {
        m_session.messages().setDetail(m_place, static_cast<metrics::Detail>(index));
    });
    connect(&m_session.messages(), &MessageWatch::detailChanged, this,
            [this](const std::string& place) {
                if (place == m_place)
                    sync();
            });
}

void DetailChoice::sync()
{
    setCurrentIndex(static_cast<int>(m_session.messages().detailOf(m_place)));
}

} // namespace topomq::ui
