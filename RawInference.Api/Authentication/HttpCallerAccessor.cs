using RawInference.Core.Identity;

namespace RawInference.Api.Authentication;

/// <summary>The caller of the current request, as its key and header say.</summary>
internal sealed class HttpCallerAccessor(IHttpContextAccessor accessor) : ICallerAccessor
{
    public Caller Caller => accessor.HttpContext?.Features.Get<Caller>()
        ?? throw new InvalidOperationException("There is no authenticated request in this scope.");
}
