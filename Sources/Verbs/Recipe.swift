import ArgumentParser
import CLI

/// How a client of the API is pointed at the sandbox.
///
/// The code takes address and key from the variables that ``Env`` exports. Several clients have no
/// setting for the address; then the code reaches for what holds it.
enum Recipe: String, Choice, ExpressibleByArgument {
    case python, node, go, java, php, ruby, dotnet, cli

    /// Whether the client would send what is meant for this machine through a proxy.
    var goesThroughProxies: Bool {
        switch self {
        case .python, .php, .node: true
        case .go, .java, .ruby, .dotnet, .cli: false
        }
    }

    /// The code, in the client's language.
    var code: String {
        switch self {
        case .python:
            """
            import os

            import razorpay

            client = razorpay.Client(
                auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]),
                base_url=os.environ["RAZORPAY_BASE_URL"],
            )
            """
        case .node:
            """
            const Razorpay = require('razorpay');

            const razorpay = new Razorpay({
              key_id: process.env.RAZORPAY_KEY_ID,
              key_secret: process.env.RAZORPAY_KEY_SECRET,
            });
            // There is no option for the address; this is the HTTP client inside, as of 2.9.
            // Before: rq = rq.defaults({ baseUrl: process.env.RAZORPAY_BASE_URL + '/v1/' })
            razorpay.api.rq.defaults.baseURL = process.env.RAZORPAY_BASE_URL;

            module.exports = razorpay;
            """
        case .go:
            """
            package payments

            import (
            \t"os"

            \trazorpay "github.com/razorpay/razorpay-go"
            )

            func newClient() *razorpay.Client {
            \tkey, secret := os.Getenv("RAZORPAY_KEY_ID"), os.Getenv("RAZORPAY_KEY_SECRET")
            \tclient := razorpay.NewClient(key, secret)
            \t// All resources share this one.
            \tclient.Request.BaseURL = os.Getenv("RAZORPAY_BASE_URL")
            \treturn client
            }
            """
        case .java: Recipe.javaCode
        case .php:
            """
            <?php
            require 'vendor/autoload.php';

            use Razorpay\\Api\\Api;

            $api = new Api(getenv('RAZORPAY_KEY_ID'), getenv('RAZORPAY_KEY_SECRET'));
            // Holds for the whole process.
            $api->setBaseUrl(getenv('RAZORPAY_BASE_URL'));
            """
        case .ruby:
            """
            require 'razorpay'

            # There is no option for the address, only this constant.
            Razorpay.send(:remove_const, :BASE_URI)
            Razorpay.const_set(:BASE_URI, ENV.fetch('RAZORPAY_BASE_URL'))
            Razorpay.setup(ENV.fetch('RAZORPAY_KEY_ID'), ENV.fetch('RAZORPAY_KEY_SECRET'))
            """
        case .dotnet:
            """
            using System;
            using Razorpay.Api;

            var client = new RazorpayClient(
                Environment.GetEnvironmentVariable("RAZORPAY_BASE_URL"),
                Environment.GetEnvironmentVariable("RAZORPAY_KEY_ID"),
                Environment.GetEnvironmentVariable("RAZORPAY_KEY_SECRET"));
            """
        case .cli:
            """
            # It reads RAZORPAY_BASE_URL, RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET by itself.
            razorpay smart-collect --help
            """
        }
    }

    private static let javaCode = """
        import com.razorpay.RazorpayClient;
        import java.lang.reflect.Field;
        import okhttp3.HttpUrl;
        import okhttp3.OkHttpClient;

        final class SandboxClient {
            static RazorpayClient create() throws Exception {
                // The address is a constant, so the HTTP client inside has to go elsewhere.
                HttpUrl sandbox = HttpUrl.parse(System.getenv("RAZORPAY_BASE_URL"));
                OkHttpClient http = new OkHttpClient.Builder().addInterceptor(chain -> {
                    HttpUrl url = chain.request().url().newBuilder()
                        .scheme(sandbox.scheme()).host(sandbox.host()).port(sandbox.port())
                        .build();
                    return chain.proceed(chain.request().newBuilder().url(url).build());
                }).build();
                Field field = Class.forName("com.razorpay.ApiUtils").getDeclaredField("client");
                field.setAccessible(true);
                field.set(null, http);
                return new RazorpayClient(
                    System.getenv("RAZORPAY_KEY_ID"), System.getenv("RAZORPAY_KEY_SECRET"));
            }
        }
        """
}
