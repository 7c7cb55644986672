#include "ui/theme/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QTimer>

namespace topomq::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kSpace = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

// Without one of these, asking for the session bus would start a bus of our own.
bool hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
{
    if (hasSessionBus())
        QTimer::singleShot(0, this, [this] { ask(); });
}

void SystemScheme::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << kSpace << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<QDBusVariant> reply = *finished;
                if (reply.isValid())
                    setValue(reply.value().variant());
            });
}

void SystemScheme::setValue(const QVariant& value)
{
    QVariant bare = value;
    // Read() wraps its answer twice.
    while (bare.canConvert<QDBusVariant>()
           && bare.metaType() == QMetaType::fromType<QDBusVariant>())
        bare = bare.value<QDBusVariant>().variant();
    std::optional<bool> dark;
    if (bare.toUInt() == 1)
        dark = true;
    else if (bare.toUInt() == 2)
        dark = false;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

void SystemScheme::onSettingChanged(const QString& space,
                                    const QString& key,
                                    const QDBusVariant& value)
{
    if (space == kSpace && key == kKey)
        setValue(value.variant());
}

} // namespace topomq::ui
