async def test_try(desk, small):
    import time
    async with desk(small) as d:
        print(d.screen_text)
        t=time.time()
        await d.edit("1.1", "By Whom", "Lagi + Ana")
        print("edit", time.time()-t)
        await d.saved_all()
        print(d.screen_text, d.saved, d.footer, d.cell("1.1","By Whom"), d.row("1.1"))
        print(d.labels, d.file["steps"])
