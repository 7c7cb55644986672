#pragma once
// How one link is secured: in words, with CURVE at one click, and with the name and password that
// PLAIN asks for.

#include "engine/model/topology.h"
#include "ui/inspector/inspector_context.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace topomq::ui {

class PasswordFields;
class ValueField;

/// What is built depends on the mechanisms at both ends: others, another page. Thread: the
/// window's.
class LinkSecurity : public QWidget
{
    Q_OBJECT

public:
    LinkSecurity(const model::LinkId& link, const InspectorContext& context, QWidget* parent);

    /// What its rows depend on.
    [[nodiscard]] static QString shapeOf(const model::Topology& topology, const model::Link& link);

    void sync();

private:
    void addPlain(const model::Link& link);

    model::LinkId m_link;
    const InspectorContext& m_context;
    QLabel* m_text = nullptr;
    QToolButton* m_secure = nullptr;
    model::SocketRef m_client;
    ValueField* m_user = nullptr;
    PasswordFields* m_passwords = nullptr;
};

} // namespace topomq::ui
