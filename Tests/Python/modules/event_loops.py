"""asyncio: tasks, timeouts, streams, processes, threads."""
import asyncio, socket, selectors, threading
print(selectors.DefaultSelector)
async def f(n):
    await asyncio.sleep(0.01*n)
    return n
async def main():
    print(await asyncio.gather(*[f(i) for i in range(5)]))
    try: await asyncio.wait_for(asyncio.sleep(5), 0.05)
    except TimeoutError as e: print(repr(e))
    async with asyncio.TaskGroup() as tg:
        t=tg.create_task(f(1)); u=tg.create_task(f(2))
    print(t.result(), u.result())
    q=asyncio.Queue()
    async def prod():
        for i in range(3): await q.put(i); await asyncio.sleep(0)
    async def cons():
        return [await q.get() for _ in range(3)]
    print(await asyncio.gather(prod(),cons()))
    async def handle(r,w):
        d=await r.readline(); w.write(d.upper()); await w.drain(); w.close()
    server=await asyncio.start_server(handle,'127.0.0.1',0)
    port=server.sockets[0].getsockname()[1]
    r,w=await asyncio.open_connection('127.0.0.1',port)
    w.write(b'hello\n'); print(await r.read()); w.close(); await w.wait_closed()
    server.close(); await server.wait_closed()
    p=await asyncio.create_subprocess_exec('echo','hi',stdout=asyncio.subprocess.PIPE)
    print(await p.communicate(), p.returncode)
    print(await asyncio.to_thread(lambda: threading.current_thread() is threading.main_thread()))
    loop=asyncio.get_running_loop()
    fut=loop.create_future(); loop.call_later(0.01, fut.set_result, 5); print(await fut)
    async for x in agen(): print(x)
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(1)
    except TimeoutError: print('to')
    t=asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled')
async def agen():
    for i in range(2): yield i; await asyncio.sleep(0)
asyncio.run(main())
