#include "ui/widgets/table_page.h"

#include "ui/widgets/empty_state.h"

#include <QAbstractItemModel>
#include <QTreeView>

namespace topomq::ui {

TablePage::TablePage(QAbstractItemModel& model,
                     const Theme& theme,
                     const QString& icon,
                     QWidget* parent)
    : QStackedWidget(parent)
    , m_model(model)
    , m_view(new QTreeView(this))
    , m_empty(new EmptyState(theme, icon, {}, {}, this))
{
    m_view->setModel(&model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    addWidget(m_view);
    addWidget(m_empty);
}

void TablePage::setWords(const QString& title, const QString& hint)
{
    m_empty->setTexts(title, hint);
    setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_view);
}

} // namespace topomq::ui
