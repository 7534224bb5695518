using System.Globalization;

namespace RawInference.Emulator.Media;

/// <summary>Pictures, recordings and documents to fetch, and the ways in which a fetch can go wrong.</summary>
internal static class MediaEndpoints
{
    private const int BlockLength = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/media/{name}", methods, FileAsync);
        routes.MapMethods("/media/drawn/{width:int:range(1,4096)}/{height:int:range(1,4096)}/{seed}.png", methods, DrawnAsync);
        routes.MapMethods("/media/redirect", methods, context => Redirect(context, "/media/lighthouse.png"));
        routes.MapMethods("/media/redirect-to", methods, context => Redirect(context, context.Request.Query["url"].ToString()));
        routes.MapMethods("/media/slow", methods, SlowAsync);
        routes.MapMethods("/media/lying", methods, LyingAsync);
        routes.MapMethods("/media/huge.png", methods, HugeAsync);
    }

    private static Task FileAsync(HttpContext context)
    {
        if (MediaLibrary.Files.GetValueOrDefault((string)context.Request.RouteValues["name"]!) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted).AsTask();
    }

    private static Task DrawnAsync(HttpContext context)
    {
        var route = context.Request.RouteValues;
        var width = int.Parse((string)route["width"]!, CultureInfo.InvariantCulture);
        var height = int.Parse((string)route["height"]!, CultureInfo.InvariantCulture);
        if (!ulong.TryParse((string)route["seed"]!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seed))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var bytes = new DrawnPicture(seed, width, height).Png(transparent: false);
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Task Redirect(HttpContext context, string location)
    {
        if (location.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        // As it is: a hostile location must arrive unchanged.
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    /// <summary>One byte, then nothing until the client leaves.</summary>
    private static async Task SlowAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        await context.Response.StartAsync(context.RequestAborted);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(new byte[] { 0x89 }, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await context.StallAsync();
        }
    }

    /// <summary>Says PNG, and sends bytes without end and without a length.</summary>
    private static async Task LyingAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        await context.Response.StartAsync(context.RequestAborted);
        var block = new byte[BlockLength];
        while (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A PNG's beginning, and then as many bytes as were asked for.</summary>
    private static async Task HugeAsync(HttpContext context)
    {
        if (!long.TryParse(context.Request.Query["bytes"], NumberStyles.None, CultureInfo.InvariantCulture, out var left))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var header = MediaLibrary.Files["lighthouse.png"].Bytes.AsMemory(0, 33);
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = header.Length + left;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await context.Response.Body.WriteAsync(header, context.RequestAborted);
        var block = new byte[BlockLength];
        for (; left > 0; left -= BlockLength)
        {
            await context.Response.Body.WriteAsync(block.AsMemory(0, (int)Math.Min(left, BlockLength)), context.RequestAborted);
        }
    }
}
