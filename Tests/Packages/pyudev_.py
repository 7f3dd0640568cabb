# pyudev: devices of the kernel, on libudev. A machine may have few: only what all have is shown.
import pyudev

context = pyudev.Context()
print(context.sys_path, context.device_path)
null = pyudev.Devices.from_path(context, "/sys/class/mem/null")
print(null.subsystem, null.sys_name, null.device_node, null.device_type, null.is_initialized in (True, False))
print(null.device_number == pyudev.Devices.from_device_file(context, "/dev/null").device_number)
print(sorted(key for key in null.properties if key in ("DEVNAME", "SUBSYSTEM", "MAJOR", "MINOR")))
print(null.attributes.asstring("uevent").splitlines()[0], null == pyudev.Devices.from_name(context, "mem", "null"))
found = sorted(device.sys_name for device in context.list_devices(subsystem="mem"))
print("null" in found, "zero" in found)
try:
    pyudev.Devices.from_path(context, "/sys/none")
except pyudev.DeviceNotFoundAtPathError as error:
    print(type(error).__name__, error)
monitor = pyudev.Monitor.from_netlink(context)
monitor.filter_by("block")
print(monitor.poll(timeout=0))
