using System.Globalization;
using System.Text.Json.Nodes;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>
/// <c>POST /oauth/token</c>. Its query <c>expires_in</c> sets how many seconds its tokens hold, and the key files hand that on:
/// <c>/oauth/service-account.json?expires_in=5</c>.
/// </summary>
internal static class TokenEndpoint
{
    private const int DefaultSeconds = 3599;

    public static Task AnswerAsync(WireCall call)
    {
        var seconds = int.TryParse(call.Http.Request.Query["expires_in"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : DefaultSeconds;
        var answer = new JsonObject
        {
            ["access_token"] = call.Service<AccessTokens>().Create(TimeSpan.FromSeconds(seconds)),
            ["expires_in"] = seconds,
            ["token_type"] = "Bearer",
        };
        if (call.Body.Text("grant_type") == "refresh_token")
        {
            answer["scope"] = "https://www.googleapis.com/auth/cloud-platform";
        }

        return JsonReply.WriteAsync(call, answer);
    }

    public static Task ServiceAccountAsync(HttpContext context) =>
        JsonReply.WriteAsync(context, context.RequestServices.GetRequiredService<ServiceAccount>().KeyFile(TokenUri(context)));

    public static Task UserAsync(HttpContext context) => JsonReply.WriteAsync(context, ServiceAccount.UserFile(TokenUri(context)));

    /// <summary>The endpoint as its callers name it, in the key files and in their assertions.</summary>
    public static string TokenUri(HttpContext context) =>
        $"{context.Request.Scheme}://{context.Request.Host}/oauth/token{context.Request.QueryString}";
}
